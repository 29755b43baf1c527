import { resolve } from 'node:path';
import { namespaceOwners, parseLink, parseVolumesFrom, serviceOfMode } from '../graph/namespace-owners.js';
import type {
  ContainerReference,
  ContainerTemplate,
  NamespaceMode,
  NetworkAttachment,
  OneoffRequest,
  ResolvedMount,
} from '../model/container-spec.js';
import { label } from '../model/labels.js';
import type { ObservedContainer, ObservedMount } from '../model/observed.js';
import type { Mount, Project, Service, ServiceNetwork } from '../model/project.js';
import { ownLabels } from '../model/session.js';
import { type AppliedConfig, decodeApplied, encodeApplied, resolveVolumeName } from './applied.js';
import { containerFiles } from './container-files.js';
import { imageOf } from './service-images.js';

export interface TemplateInput {
  readonly project: Project;
  readonly service: Service;
  readonly number: number;
  readonly config: AppliedConfig;
  /** Version of this program, for the label that says who made the container. */
  readonly version: string;
  /** Which replica of a service others refer to when they name the service. */
  readonly representative: (service: string) => ContainerReference;
  /** Numbers of the containers that a service has. */
  readonly replicas: (service: string) => readonly number[];
  /** Set when it is no replica of its service. */
  readonly oneoff?: OneoffRequest;
  /** The container it takes the place of. */
  readonly replaced?: ObservedContainer;
  /** Whether the anonymous volumes of that one are carried over. */
  readonly keepsVolumes?: boolean;
}

export function containerTemplate(input: TemplateInput): ContainerTemplate<ContainerReference> {
  const { project, service, representative, oneoff } = input;
  const networks = networkAttachments(input);
  const ipcMode = namespaceMode(service.ipc, representative);
  const pidMode = namespaceMode(service.pid, representative);
  return {
    name: input.oneoff?.name ?? containerName(project, service, input.number),
    image: imageOf(project, service),
    service,
    ...(service.security_opt && {
      securityOptions: service.security_opt.map((option) => withProfilePath(option, project)),
    }),
    labels: containerLabels(input),
    networkMode: namespaceMode(service.network_mode, representative) ?? {
      kind: 'engine',
      value: networks[0]?.network ?? 'none',
    },
    ...(ipcMode === undefined ? {} : { ipcMode }),
    ...(pidMode === undefined ? {} : { pidMode }),
    networks,
    mounts: mounts(input),
    volumesFrom: (service.volumes_from ?? []).map((entry) => {
      const { kind, name, readOnly } = parseVolumesFrom(entry);
      return { target: kind === 'service' ? representative(name) : name, readOnly };
    }),
    links: links(input),
    ...(oneoff && { oneoff: { autoRemove: oneoff.autoRemove, interactive: oneoff.interactive } }),
  };
}

/** A seccomp profile is named from the folder of the project. */
const withProfilePath = (option: string, { workingDir }: Project): string =>
  option.replace(/^(seccomp[=:])(?!unconfined$|builtin$|\{)(.+)$/, (_, key: string, path: string) =>
    key.concat(resolve(workingDir, path)),
  );

export const containerName = (project: Project, service: Service, number: number): string =>
  service.container_name ?? [project.name, service.name, number].join(project.separator ?? '-');

/**
 * A linked container is known by the alias and, as docker compose has it, by the names that a replica of its service
 * with the number of this container has; an external one by its alias.
 */
function links({
  project,
  service,
  number,
  replicas,
}: TemplateInput): ContainerTemplate<ContainerReference>['links'] {
  const internal = (service.links ?? []).flatMap((link) => {
    const { target, alias } = parseLink(link);
    const linked = project.services[target];
    if (linked === undefined) return [];
    const aliases = [...new Set([alias, `${target}-${number}`, `${project.name}-${target}-${number}`])];
    return replicas(target).flatMap((replica) => {
      const container = containerName(project, linked, replica);
      return aliases.map((each) => ({ container, alias: each }));
    });
  });
  const external = (service.external_links ?? [])
    .map(parseLink)
    .map(({ target, alias }) => ({ container: target, alias }));
  return [...internal, ...external];
}

function containerLabels({
  project,
  service,
  number,
  config,
  version,
  replaced,
  oneoff,
}: TemplateInput): Record<string, string> {
  const dependsOn = Object.entries(service.depends_on ?? {})
    .map(([name, { condition, restart }]) => `${name}:${condition}:${restart ?? false}`)
    .sort();
  return {
    ...service.labels,
    ...ownLabels(project),
    [label.service]: service.name,
    ...(oneoff === undefined
      ? { [label.containerNumber]: String(number), [label.oneoff]: 'False' }
      : { [label.slug]: oneoff.slug, [label.oneoff]: 'True' }),
    [label.dependsOn]: dependsOn.join(','),
    [label.workingDir]: project.workingDir,
    [label.configFiles]: project.configFiles.join(','),
    ...(project.environmentFiles.length === 0
      ? {}
      : { [label.environmentFile]: project.environmentFiles.join(',') }),
    ...(replaced === undefined
      ? {}
      : { [label.replace]: service.container_name ?? `${service.name}-${number}` }),
    [label.version]: version,
    ...(oneoff === undefined && { [label.applied]: encodeApplied(config) }),
  };
}

function namespaceMode(
  mode: string | undefined,
  representative: TemplateInput['representative'],
): NamespaceMode<ContainerReference> | undefined {
  if (mode === undefined) return undefined;
  const owner = serviceOfMode(mode);
  if (owner !== undefined) return { kind: 'container', target: representative(owner) };
  if (mode.startsWith('container:')) return { kind: 'container', target: mode.slice('container:'.length) };
  return { kind: 'engine', value: mode };
}

/** By priority, then by name, as docker compose attaches them: the first gives the default route. */
export const inOrderOfAttachment = ({ networks = {} }: Service): readonly [string, ServiceNetwork | null][] =>
  Object.entries(networks).sort(
    ([leftKey, left], [rightKey, right]) =>
      (right?.priority ?? 0) - (left?.priority ?? 0) || (leftKey < rightKey ? -1 : 1),
  );

/** What a replica has on its networks, in the order in which they are attached. */
export function networkAttachments({
  project,
  service,
  number,
  oneoff,
}: Pick<TemplateInput, 'project' | 'service' | 'number' | 'oneoff'>): readonly NetworkAttachment[] {
  if (service.network_mode !== undefined) return [];
  return inOrderOfAttachment(service).map(([key, settings]) => {
    const network = project.networks[key]?.name ?? key;
    const attachment = attachmentTo(project, service, number, network, settings ?? undefined);
    return oneoff === undefined ? attachment : { ...attachment, aliases: oneoffAliases(attachment, oneoff) };
  });
}

/** Others would take one that bears the names of the service for one of its replicas. */
const oneoffAliases = ({ aliases }: NetworkAttachment, { name, usesAliases }: OneoffRequest) => [
  name,
  ...(usesAliases ? aliases.slice(1) : []),
];

/** @param network its name on the engine */
export const attachmentTo = (
  project: Project,
  service: Service,
  number: number,
  network: string,
  settings: ServiceNetwork | undefined,
): NetworkAttachment => ({
  network,
  aliases: [containerName(project, service, number), service.name, ...(settings?.aliases ?? [])],
  ...(settings && { settings }),
});

function mounts({
  project,
  service,
  replaced,
  keepsVolumes = true,
}: TemplateInput): readonly ResolvedMount[] {
  const declared: ResolvedMount[] = [
    ...(service.volumes ?? []).map((mount) => resolveVolumeName(project, mount)),
    ...containerFiles(project, service).mounts.map((mount) => ({ ...mount, sourceExists: true as const })),
  ];
  const carried = replaced === undefined || !keepsVolumes ? [] : carriedVolumes(replaced, declared);
  const result = declared.map((mount) => {
    const old =
      mount.type === 'volume' && mount.source === undefined
        ? carried.find(({ target }) => target === mount.target)
        : undefined;
    return old?.name === undefined ? mount : carriedMount(old.name, mount);
  });
  const targets = new Set([
    ...result.map(({ target }) => target),
    ...(service.tmpfs ?? []).map((entry) => entry.split(':')[0]),
  ]);
  for (const { name, target } of carried) {
    if (name !== undefined && !targets.has(target)) result.push(carriedMount(name, { target }));
  }
  return result;
}

const carriedMount = (
  source: string,
  { target, read_only }: Pick<Mount, 'target' | 'read_only'>,
): ResolvedMount => ({ type: 'volume', source, target, ...(read_only && { read_only }), sourceExists: true });

/**
 * Anonymous volumes whose data the new container takes over: those that the files still ask for, and those that the
 * image asks for. What the files asked for before and no longer do, and what came from another container, stays behind.
 */
function carriedVolumes(replaced: ObservedContainer, declared: readonly Mount[]): readonly ObservedMount[] {
  const before = decodeApplied(replaced.labels[label.applied]);
  const hadVolumesFrom = before?.['volumes_from'] !== undefined;
  const declaredBefore = anonymousTargets(before?.['volumes']);
  const declaredNow = anonymousTargets(declared);
  return replaced.mounts.filter(({ type, name, target }) => {
    if (type !== 'volume' || name === undefined || !isAnonymous(name)) return false;
    return declaredNow.has(target) || (!declaredBefore.has(target) && !hadVolumesFrom);
  });
}

function anonymousTargets(mounts: unknown): ReadonlySet<unknown> {
  const list: readonly unknown[] = Array.isArray(mounts) ? mounts : [];
  return new Set(list.flatMap((mount) => (isAnonymousMount(mount) ? [mount.target] : [])));
}

const isAnonymousMount = (mount: unknown): mount is { readonly target: unknown } =>
  typeof mount === 'object' &&
  mount !== null &&
  'target' in mount &&
  Reflect.get(mount, 'type') === 'volume' &&
  Reflect.get(mount, 'source') === undefined;

/** The engine names a volume that nobody named by 64 hexadecimal digits. */
const isAnonymous = (volume: string): boolean => /^[0-9a-f]{64}$/.test(volume);

export const anonymousVolumes = ({ mounts }: ObservedContainer): readonly string[] =>
  mounts.flatMap(({ name }) => (name !== undefined && isAnonymous(name) ? [name] : []));

/** Every service whose container the template names by reference. */
export const referencedServices = (service: Service): readonly string[] => namespaceOwners(service);
