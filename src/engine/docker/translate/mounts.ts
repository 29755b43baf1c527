import type { ResolvedMount } from '../../../model/container-spec.js';

/** As the Engine API's `Mount`, of which dockerode's type lacks some parts and demands others. */
export interface MountBody {
  readonly Type: string;
  readonly Source?: string | undefined;
  readonly Target: string;
  readonly ReadOnly?: boolean | undefined;
  readonly Consistency?: string | undefined;
  readonly BindOptions?: { readonly Propagation?: string | undefined } | undefined;
  readonly VolumeOptions?: { readonly NoCopy?: boolean; readonly Subpath?: string } | undefined;
  readonly TmpfsOptions?:
    | { readonly SizeBytes?: number | undefined; readonly Mode?: number | undefined }
    | undefined;
  readonly ImageOptions?: { readonly Subpath?: string } | undefined;
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

function needsMountForm({ type, bind, volume }: ResolvedMount): boolean {
  switch (type) {
    case 'bind':
      return bind !== undefined && (!bind.create_host_path || Boolean(bind.propagation));
    case 'volume':
      return Boolean(volume?.nocopy || volume?.subpath);
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
    BindOptions: mount.bind?.propagation ? { Propagation: mount.bind.propagation } : undefined,
    VolumeOptions: type === 'volume' ? volumeOptions(mount.volume) : undefined,
    TmpfsOptions: type === 'tmpfs' ? tmpfsOptions(mount.tmpfs) : undefined,
    ImageOptions: type === 'image' && mount.image?.subpath ? { Subpath: mount.image.subpath } : undefined,
  };
}

function volumeOptions(volume: ResolvedMount['volume']) {
  return {
    ...(volume?.nocopy ? { NoCopy: true } : {}),
    ...(volume?.subpath ? { Subpath: volume.subpath } : {}),
  };
}

function tmpfsOptions(tmpfs: ResolvedMount['tmpfs']) {
  return { SizeBytes: tmpfs?.size === undefined ? undefined : Number(tmpfs.size), Mode: tmpfs?.mode };
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
