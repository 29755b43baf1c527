import type { ResolvedMount } from '../../../model/container-spec.js';
import type { Mapping, Mount } from '../../../model/project.js';

/** As the Engine API's `Mount`, of which dockerode's type lacks some parts and demands others. */
export interface MountBody {
  readonly Type: string;
  readonly Source?: string | undefined;
  readonly Target: string;
  readonly ReadOnly?: boolean | undefined;
  readonly Consistency?: string | undefined;
  readonly BindOptions?: BindOptions | undefined;
  readonly VolumeOptions?:
    | {
        readonly NoCopy?: boolean | undefined;
        readonly Subpath?: string | undefined;
        readonly Labels?: Mapping | undefined;
      }
    | undefined;
  readonly TmpfsOptions?:
    | { readonly SizeBytes?: number | undefined; readonly Mode?: number | undefined }
    | undefined;
  readonly ImageOptions?: { readonly Subpath?: string | undefined } | undefined;
}

interface BindOptions {
  readonly Propagation?: string | undefined;
  readonly NonRecursive?: boolean | undefined;
  readonly CreateMountpoint?: boolean | undefined;
  readonly ReadOnlyNonRecursive?: boolean | undefined;
  readonly ReadOnlyForceRecursive?: boolean | undefined;
}

/**
 * Mounts in the two forms that the engine has, split as docker compose splits them: the string form wherever it
 * says enough, because only that one makes a missing folder on the host.
 */
export function splitMounts(mounts: readonly ResolvedMount[]): {
  readonly Binds: string[] | undefined;
  readonly Mounts: MountBody[];
} {
  const isBind = (mount: ResolvedMount) => mount.source !== undefined && !needsMountForm(mount);
  const binds = mounts.filter(isBind).map(bindString);
  return {
    Binds: binds.length === 0 ? undefined : binds,
    Mounts: mounts.filter((mount) => !isBind(mount)).map(mountBody),
  };
}

function needsMountForm({ type, bind, volume, sourceExists }: ResolvedMount): boolean {
  if (sourceExists) return true;
  switch (type) {
    case 'bind':
      return bind !== undefined && Boolean(!bind.create_host_path || bind.propagation || bind.recursive);
    case 'volume':
      return Boolean(volume?.nocopy || volume?.subpath || Object.keys(volume?.labels ?? {}).length > 0);
    case 'tmpfs':
    case 'npipe':
    case 'cluster':
    case 'image':
      return true;
    default:
      return type satisfies never;
  }
}

function bindString({ source, target, read_only, bind }: ResolvedMount): string {
  const options = [read_only ? 'ro' : 'rw', ...(bind?.selinux ? [bind.selinux] : [])];
  return `${source}:${target}:${options.join(',')}`;
}

function mountBody({ type, source, target, read_only, ...mount }: ResolvedMount): MountBody {
  return {
    Type: type,
    Source: source,
    Target: target,
    ReadOnly: read_only,
    Consistency: mount.consistency,
    BindOptions: type === 'bind' && mount.bind ? bindOptions(mount.bind) : undefined,
    VolumeOptions: type === 'volume' && mount.volume ? volumeOptions(mount.volume) : undefined,
    TmpfsOptions: type === 'tmpfs' && mount.tmpfs ? tmpfsOptions(mount.tmpfs) : undefined,
    ImageOptions: type === 'image' && mount.image ? { Subpath: mount.image.subpath || undefined } : undefined,
  };
}

function bindOptions({ propagation, create_host_path, recursive }: NonNullable<Mount['bind']>): BindOptions {
  return {
    Propagation: propagation || undefined,
    CreateMountpoint: create_host_path || undefined,
    NonRecursive: recursive === 'disabled' || undefined,
    ReadOnlyNonRecursive: recursive === 'writable' || undefined,
    ReadOnlyForceRecursive: recursive === 'readonly' || undefined,
  };
}

function volumeOptions({ nocopy, subpath, labels }: NonNullable<Mount['volume']>) {
  return { NoCopy: nocopy || undefined, Subpath: subpath || undefined, Labels: labels };
}

function tmpfsOptions({ size, mode }: NonNullable<Mount['tmpfs']>) {
  return { SizeBytes: size === undefined ? undefined : Number(size), Mode: mode };
}

/** `path` or `path:options`, by path. */
export function tmpfsMap(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [path = '', ...options] = entry.split(':');
      return [path, options.join(':')];
    }),
  );
}
