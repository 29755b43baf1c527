import { createHash } from 'node:crypto';
import { mapValues } from './map-values.js';
import type { Network, Port, Project, Service, ServiceNetwork, Volume } from './project.js';
import type { SessionOwner } from './session.js';

/** Ports that are given instead of fixed ones: below those that systems take for outgoing connections. */
const firstPort = 20_000;
const lastPort = 32_767;
/** Of so many the engine takes the first that is free. */
const portsToTry = 100;

/**
 * A copy of a project that can run beside others of the same files: what its files name on the engine bears its own name,
 * and fixed ports of the host become ranges of which the engine takes the first that is free. The ranges follow from the
 * names, so the same copy gets the same ports where it can, and needs no change when it comes up again. What is
 * `external` is shared.
 *
 * @param project under the name of the copy
 */
export function isolateProject(project: Project, owner?: SessionOwner): Project {
  const images = ownImages(project);
  const isolate = (services: Readonly<Record<string, Service>>): Readonly<Record<string, Service>> =>
    mapValues(services, (service) => isolateService(project, service, images));
  return {
    ...project,
    services: isolate(project.services),
    disabledServices: isolate(project.disabledServices),
    networks: mapValues(project.networks, (network) => isolateNetwork(project, network)),
    volumes: mapValues(project.volumes, (volume) => renamed(project, volume)),
    ...(owner !== undefined && { owner }),
  };
}

/** Images that are built here, by the name that their services have for them: copies are built of their own sources. */
function ownImages({ name, services, disabledServices }: Project): ReadonlyMap<string, string> {
  return new Map(
    Object.values({ ...disabledServices, ...services }).flatMap(({ name: service, image, build }) =>
      image === undefined || build === undefined ? [] : [[image, `${name}-${service}`] as const],
    ),
  );
}

function isolateService(project: Project, service: Service, images: ReadonlyMap<string, string>): Service {
  const { container_name: name, ports, networks, image, build } = service;
  const own = image === undefined ? undefined : images.get(image);
  return {
    ...service,
    ...(name !== undefined && { container_name: `${project.name}-${name}` }),
    ...(own !== undefined && { image: own }),
    ...(build?.tags !== undefined && { build: withoutKey(build, 'tags') }),
    ...(ports !== undefined && {
      ports: ports.map((port, index) => anyFreePort(port, [project.name, service.name, index].join('/'))),
    }),
    ...(networks !== undefined && {
      networks: mapValues(networks, (network) => withoutAddresses(network)),
    }),
  };
}

function anyFreePort(port: Port, seed: string): Port {
  if (port.published === undefined || port.published === '' || port.published === '0') return port;
  const hash = createHash('sha256')
    .update(`${seed}/${port.target}/${port.protocol ?? 'tcp'}`)
    .digest();
  const first = firstPort + (hash.readUInt32BE(0) % (lastPort - portsToTry - firstPort));
  return { ...port, published: `${first}-${first + portsToTry - 1}` };
}

/** Addresses are given by the engine: two networks cannot have the same ones. */
function isolateNetwork(project: Project, network: Network): Network {
  if (network.external === true) return network;
  const { ipam, ...rest } = renamed(project, network);
  return { ...rest, ...(ipam !== undefined && { ipam: withoutKey(ipam, 'config') }) };
}

function withoutAddresses(network: ServiceNetwork | null): ServiceNetwork | null {
  if (network === null) return null;
  const { ipv4_address: _4, ipv6_address: _6, ...rest } = network;
  return rest;
}

/** Names that do not come from the project's are made to. */
function renamed<Resource extends Network | Volume>(project: Project, resource: Resource): Resource {
  if (resource.external === true || resource.name.startsWith(`${project.name}_`)) return resource;
  return { ...resource, name: `${project.name}_${resource.name}` };
}

function withoutKey<Value extends object, Key extends keyof Value>(value: Value, key: Key): Omit<Value, Key> {
  const { [key]: _, ...rest } = value;
  return rest;
}
