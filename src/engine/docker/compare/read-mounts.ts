import { posix } from 'node:path';
import { isRecord, textAt } from '../json-value.js';
import type { ConfigurationParts } from './configuration-parts.js';

type MountAttributes = Readonly<Record<string, unknown>>;

/** The engine names a volume that nobody named by 64 hexadecimal digits. */
const anonymousName = /^[0-9a-f]{64}$/;

/** All mounts by target, in one form: the engine has one of text, one of objects, and one for volumes without a name. */
export function readMounts({ config, host }: ConfigurationParts): readonly MountAttributes[] {
  const mounts = [
    ...list(host['Binds']).map((bind) => boundMount(String(bind))),
    ...list(host['Mounts']).filter(isRecord).map(objectMount),
  ];
  const targets = new Set(mounts.map(({ target }) => target));
  const unnamed = isRecord(config['Volumes']) ? Object.keys(config['Volumes']) : [];
  for (const target of unnamed) if (!targets.has(target)) mounts.push({ type: 'volume', target });
  return mounts.sort((left, right) => (String(left['target']) < String(right['target']) ? -1 : 1));
}

/** `SOURCE:TARGET[:OPTION,…]`. */
function boundMount(text: string): MountAttributes {
  const [source = '', target = '', words = ''] = text.split(':');
  const options = words.split(',');
  const isBind = source.startsWith('/');
  const propagation = options.find((option) => /^r?(shared|slave|private)$/.test(option));
  const selinux = options.find((option) => /^[zZ]$/.test(option));
  return compact({
    type: isBind ? 'bind' : 'volume',
    source: isBind ? cleanPath(source) : namedVolume(source),
    target: cleanPath(target),
    read_only: options.includes('ro') || undefined,
    bind: isBind ? compact({ propagation: defaulted(propagation, 'rprivate'), selinux }) : undefined,
    volume: options.includes('nocopy') ? { nocopy: true } : undefined,
  });
}

function objectMount(mount: Record<string, unknown>): MountAttributes {
  const part = (key: string): Record<string, unknown> => (isRecord(mount[key]) ? mount[key] : {});
  const [bind, volume, tmpfs, image] = ['BindOptions', 'VolumeOptions', 'TmpfsOptions', 'ImageOptions'].map(
    part,
  );
  const type = textAt(mount, 'Type') ?? '';
  const source = textAt(mount, 'Source');
  return compact({
    type,
    source: source !== undefined && type === 'bind' ? cleanPath(source) : namedVolume(source),
    target: cleanPath(textAt(mount, 'Target') ?? ''),
    read_only: mount['ReadOnly'] || undefined,
    // Whether a missing folder is made is of no account once the container is there.
    bind: compact({
      propagation: defaulted(textAt(bind, 'Propagation'), 'rprivate'),
      recursive: bind?.['NonRecursive']
        ? 'disabled'
        : bind?.['ReadOnlyNonRecursive']
          ? 'writable'
          : bind?.['ReadOnlyForceRecursive']
            ? 'readonly'
            : undefined,
    }),
    volume: compact({
      nocopy: volume?.['NoCopy'] || undefined,
      subpath: volume?.['Subpath'] || undefined,
      labels: isRecord(volume?.['Labels']) ? compact(volume['Labels']) : undefined,
    }),
    tmpfs: compact({
      size: tmpfs?.['SizeBytes'] ? String(tmpfs['SizeBytes']) : undefined,
      mode: tmpfs?.['Mode'] || undefined,
    }),
    image: compact({ subpath: image?.['Subpath'] || undefined }),
  });
}

const namedVolume = (name: string | undefined): string | undefined =>
  name === undefined || anonymousName.test(name) ? undefined : name;

export const cleanPath = (path: string): string => posix.normalize(path).replace(/(.)\/$/, '$1');

const defaulted = (value: string | undefined, usual: string): string | undefined =>
  value === usual ? undefined : value;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Without entries that say nothing. */
export function compact(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isNothing(value)));
}

const isNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
