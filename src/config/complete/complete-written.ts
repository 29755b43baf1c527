import type { ProjectName } from '../../model/names.js';
import type { Lookup } from '../interpolate/template.js';
import { impliedDependencies, type Sharing } from './implied-dependencies.js';
import { isPlain, type Plain } from './long-forms.js';

interface Surroundings {
  readonly name: ProjectName;
  readonly lookup: Lookup;
}

/** The defaults of a document whose variables have not been looked up: those that do not depend on them. */
export function completeWritten(document: Plain, { name, lookup }: Surroundings): Plain {
  const services = mapEntries(document['services'], (service) =>
    isPlain(service) ? completeService(service, lookup) : service,
  );
  const usesDefault = Object.values(isPlain(services) ? services : {}).some(
    (service) => isPlain(service) && isPlain(service['networks']) && 'default' in service['networks'],
  );
  const networks = usesDefault ? { default: null, ...plainOf(document['networks']) } : document['networks'];
  const resource = (value: unknown, key: string) => withName(value, key, name);
  return {
    ...document,
    name,
    ...(services !== undefined && { services }),
    ...(networks !== undefined && { networks: mapEntries(networks, resource) }),
    ...Object.fromEntries(
      ['volumes', 'configs', 'secrets'].flatMap((section) =>
        section in document ? [[section, mapEntries(document[section], resource)]] : [],
      ),
    ),
  };
}

function completeService(service: Plain, lookup: Lookup): Plain {
  const build = service['build'];
  const implied = impliedDependencies(sharingOf(service)).map(
    ({ service: other, dependency }) => [other, dependency] as const,
  );
  const networks = plainOf(service['networks']);
  const onDefault =
    service['network_mode'] === undefined &&
    service['provider'] === undefined &&
    Object.keys(networks).length === 0;
  return {
    ...service,
    ...(isPlain(build) && { build: completeBuild(build, lookup) }),
    ...(implied.length > 0 && {
      depends_on: { ...Object.fromEntries(implied.toReversed()), ...plainOf(service['depends_on']) },
    }),
    ...(onDefault && { networks: { default: null } }),
  };
}

function completeBuild(build: Plain, lookup: Lookup): Plain {
  return {
    ...(build['dockerfile_inline'] === undefined && { dockerfile: 'Dockerfile' }),
    ...build,
    ...(build['args'] !== undefined && { args: withValues(build['args'], lookup) }),
  };
}

/** An argument without a value takes that of the variable of its name, and is left out if there is none. */
function withValues(args: unknown, lookup: Lookup): unknown {
  if (Array.isArray(args)) {
    return args.flatMap((item) => {
      if (typeof item !== 'string' || item.includes('=')) return [item];
      const value = lookup(item);
      return value === undefined ? [] : [`${item}=${value}`];
    });
  }
  if (!isPlain(args)) return args;
  const entries = Object.entries(args).map(([key, value]) => [key, value ?? lookup(key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** What makes one service depend on another, as far as it is written as it should be. */
function sharingOf(service: Plain): Sharing {
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  const modes = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'].flatMap((key) => {
    const mode = service[key];
    return typeof mode === 'string' ? [[key, mode] as const] : [];
  });
  return {
    ...Object.fromEntries(modes),
    links: texts(service['links']),
    volumes_from: texts(service['volumes_from']),
  };
}

function withName(value: unknown, key: string, project: ProjectName): unknown {
  if (value !== null && !isPlain(value)) return value;
  const external = value?.['external'] ?? false;
  return { name: external === false ? `${project}_${key}` : key, ...value };
}

function mapEntries(record: unknown, change: (value: unknown, key: string) => unknown): unknown {
  if (!isPlain(record)) return record;
  const changed: Plain = Object.create(null);
  for (const [key, value] of Object.entries(record)) changed[key] = change(value, key);
  return changed;
}

const plainOf = (value: unknown): Plain => (isPlain(value) ? value : {});
