import type { Diagnostic } from '../diagnostics/diagnostic.js';
import {
  type ContainerFile,
  type FileObjectKey,
  type FileObjectKind,
  fileObjectKey,
  fileObjectName,
} from '../model/container-file.js';
import type { FileReference, Mount, Project, Service } from '../model/project.js';
import type { Plan } from './plan.js';
import type { UpInput } from './up-options.js';

/** As docker compose and Docker Swarm have it: everybody may read, nobody may write. */
const defaultMode = 0o444;

/** How the configs and secrets of a service get into its containers. */
export interface ContainerFiles {
  /** Files of the host, as they are there. */
  readonly mounts: readonly Mount[];
  /** What has its content elsewhere, or an owner or mode of its own. */
  readonly copies: readonly ContainerFile[];
}

interface Use {
  readonly kind: FileObjectKind;
  readonly index: number;
  readonly reference: FileReference;
  readonly path: string;
  /** Absolute, of the host. */
  readonly file: string | undefined;
}

export function containerFiles(project: Project, service: Service): ContainerFiles {
  const mounts: Mount[] = [];
  const copies: ContainerFile[] = [];
  for (const { kind, reference, path, file } of usesOf(project, service)) {
    if (isMounted(reference, file, service))
      mounts.push({
        type: 'bind',
        source: file,
        target: path,
        read_only: true,
        ...(kind === 'secrets' && { bind: {} }),
      });
    else
      copies.push({
        kind,
        source: reference.source,
        path,
        uid: Number(reference.uid ?? 0),
        gid: Number(reference.gid ?? 0),
        mode: reference.mode === undefined ? defaultMode : Number.parseInt(reference.mode, 8),
      });
  }
  return { mounts, copies };
}

/** What keeps configs and secrets from being as the files say. */
export function checkContainerFiles({ selection, locate }: UpInput): readonly Diagnostic[] {
  const { project, services } = selection;
  return [...services].sort().flatMap((name) => {
    const service = project.services[name];
    if (service === undefined) return [];
    return usesOf(project, service).flatMap(({ kind, index, reference, file }): Diagnostic[] => {
      const path = ['services', name, kind, index];
      const at = locate(path);
      const place = at === undefined ? {} : { at };
      const what = fileObjectName({ kind, source: reference.source });
      const bad = (['uid', 'gid'] as const).find((key) => !/^\d*$/.test(reference[key] ?? ''));
      if (bad !== undefined) {
        const message = `the ${bad} of ${what} is not a number`;
        return [{ code: 'invalid-value', severity: 'error', message, ...(place.at && { at: place.at }) }];
      }
      if (service.read_only !== true || (file !== undefined && !hasOwner(reference))) return [];
      if (file === undefined) {
        const message = `${what} cannot be copied into service ${name}, whose root is read-only`;
        const help = 'give the content with `file`, which is mounted, or leave out `read_only`';
        return [{ code: 'conflicting-attributes', severity: 'error', message, ...place, help }];
      }
      const message = `${what} is mounted with the owner and mode of ${file}, because the root of service ${name} is read-only`;
      return [{ code: 'conflicting-attributes', severity: 'warning', message, ...place }];
    });
  });
}

export interface UsedFileObject {
  readonly kind: FileObjectKind;
  readonly source: string;
  /** `false`: it is only mounted, so that its content need not be known. */
  readonly copied: boolean;
}

/** The configs and secrets that services refer to, each once. */
export function usedFileObjects(project: Project, services: Iterable<string>): readonly UsedFileObject[] {
  const uses = new Map<FileObjectKey, UsedFileObject>();
  for (const name of services) {
    const service = project.services[name];
    for (const { kind, reference, file } of service === undefined ? [] : usesOf(project, service)) {
      const key = fileObjectKey({ kind, source: reference.source });
      const copied = uses.get(key)?.copied === true || !isMounted(reference, file, service);
      uses.set(key, { kind, source: reference.source, copied });
    }
  }
  return [...uses.values()];
}

/** The secrets that the builds of a plan refer to, each once. */
export function buildSecrets({ nodes }: Plan): readonly UsedFileObject[] {
  const sources = nodes.flatMap(({ operation }) =>
    operation.kind === 'build-image' ? (operation.build.secrets ?? []).map(({ source }) => source) : [],
  );
  return [...new Set(sources)].map((source) => ({ kind: 'secrets', source, copied: true }));
}

/** Where the configs and secrets of a service are in its containers, by path. */
export const filePaths = (
  project: Project,
  service: Service,
): ReadonlyMap<string, { readonly kind: FileObjectKind; readonly isCopied: boolean }> =>
  new Map(
    usesOf(project, service).map(({ kind, path, reference, file }) => [
      path,
      { kind, isCopied: !isMounted(reference, file, service) },
    ]),
  );

function usesOf(project: Project, service: Service): readonly Use[] {
  const uses = (kind: FileObjectKind, pathOf: (reference: FileReference) => string): Use[] =>
    (service[kind] ?? []).map((reference, index) => ({
      kind,
      index,
      reference,
      path: pathOf(reference),
      file: project[kind][reference.source]?.file,
    }));
  return [...uses('secrets', secretPath), ...uses('configs', configPath)];
}

/** Nothing can be copied into a root that is read-only; a mount at least has the content. */
const isMounted = (
  reference: FileReference,
  file: string | undefined,
  service: Service | undefined,
): file is string => file !== undefined && (!hasOwner(reference) || service?.read_only === true);

const hasOwner = ({ uid, gid, mode }: FileReference): boolean =>
  uid !== undefined || gid !== undefined || mode !== undefined;

const secretPath = ({ source, target = source }: FileReference): string =>
  target.startsWith('/') ? target : `/run/secrets/${target}`;

const configPath = ({ source, target = `/${source}` }: FileReference): string =>
  target.startsWith('/') ? target : `/${target}`;
