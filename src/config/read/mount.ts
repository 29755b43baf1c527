import { posix } from 'node:path';
import type { Mount } from '../../model/project.js';
import { childPlace, itemPlaces, listOf, record } from './collections.js';
import { mapping } from './key-values.js';
import { absolutePath, isWindowsPath } from './paths.js';
import { type Place, type Reader, refuse } from './reader.js';
import { byteSize, flag, number, text, word } from './scalars.js';

type Bind = NonNullable<Mount['bind']>;
type VolumeOptions = NonNullable<Mount['volume']>;
type Tmpfs = NonNullable<Mount['tmpfs']>;
type ImageOptions = NonNullable<Mount['image']>;

const longMount = record<Mount>(
  {
    type: word('volume', 'bind', 'tmpfs', 'npipe', 'cluster', 'image'),
    source: text,
    target: text,
    read_only: flag,
    consistency: text,
    bind: record<Bind>({ create_host_path: flag, propagation: text, selinux: text, recursive: text }),
    volume: record<VolumeOptions>({ nocopy: flag, subpath: text, labels: mapping }),
    tmpfs: record<Tmpfs>({ size: byteSize, mode: number }),
    image: record<ImageOptions>({ subpath: text }),
  },
  ['type'],
);

export const mount: Reader<Mount> = (place) => {
  const read = place.node.kind === 'scalar' ? shortMount(place) : longMount(place);
  if (read === undefined) return undefined;
  if (read.target === undefined || read.target === '') {
    return refuse(place, 'a mount needs a `target`', { code: 'missing-key' });
  }
  const { source, target } = read;
  if (read.type === 'bind' && (source === undefined || source === '')) {
    return refuse(place, 'a bind mount needs a `source`', { code: 'missing-key' });
  }
  const resolved: Mount = {
    ...read,
    ...(source !== undefined && {
      source: read.type === 'bind' ? absolutePath(source, place.reading) : source,
    }),
    target: cleaned(target),
  };
  return place.reading.origins.remember(resolved, place.node);
};

const cleaned = (target: string): string => posix.normalize(target).replace(/(.)\/$/, '$1');

/** Of two mounts with one target the later wins. */
export const mounts: Reader<Mount[]> = (place) => {
  refuseTargetsInTwoSpellings(place);
  return listOf(mount, { uniqueBy: (item) => item.target })(place);
};

/** docker compose takes mounts for the same by the text of their targets, and refuses those that turn out to be later. */
function refuseTargetsInTwoSpellings(place: Place): void {
  const earlier = new Map<string, { readonly written: string; readonly counts: boolean }>();
  for (const item of itemPlaces(place)) {
    const written = writtenTarget(item);
    if (written === undefined) continue;
    const target = cleaned(written);
    // In the short form the end of a target does not count.
    const counts = item.node.kind !== 'scalar' && target !== written;
    const other = earlier.get(target);
    if (other !== undefined && other.written !== written && (counts || other.counts)) {
      const help = `write the target once, or as \`${target}\` in both places if the later one is to win`;
      refuse(item, `target ${target} already mounted`, { code: 'conflicting-attributes', help });
    }
    earlier.set(target, { written, counts });
  }
}

function writtenTarget(item: Place): string | undefined {
  const target = item.node.kind === 'scalar' ? item : childPlace(item, 'target');
  if (target?.node.kind !== 'scalar') return undefined;
  if (target !== item) return target.node.text;
  const [first, second = first] = splitFields(target.node.text) ?? [];
  return second;
}

/** `[source:]target[:option,…]`; what starts like a path is a bind, everything else a volume. */
function shortMount(place: Place): Mount | undefined {
  const spec = text(place);
  if (spec === undefined) return undefined;
  if (spec === '') return refuse(place, 'a mount cannot be empty');
  if (spec.length < 3) return { type: 'volume', target: spec };

  const fields = splitFields(spec);
  if (fields === undefined || fields.length > 3 || fields.includes('')) {
    return refuse(place, `\`${spec}\` is not a mount`, {
      help: 'mounts look like `volume:/target`, `./folder:/target:ro` or `/target`',
    });
  }
  const [first = '', second, options = ''] = fields;
  if (second === undefined) return { type: 'volume', target: first, volume: {} };
  return withOptions(isPath(first) ? 'bind' : 'volume', first, second, options.split(','));
}

/** Splits at colons, except at those in an expression and at the one after the letter of a Windows drive. */
function splitFields(spec: string): string[] | undefined {
  const fields: string[] = [];
  let field = '';
  let braces = 0;
  for (const char of spec) {
    if (char === '{' && field.endsWith('$')) braces += 1;
    else if (char === '}' && braces > 0) braces -= 1;
    if (char === ':' && braces === 0 && !/^[A-Za-z]$/.test(field)) {
      fields.push(field);
      field = '';
    } else {
      field += char;
    }
  }
  return [...fields, field];
}

const propagations = new Set(['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']);

/** An option that is not known has no effect, as in docker compose. */
function withOptions(
  type: 'bind' | 'volume',
  source: string,
  target: string,
  options: readonly string[],
): Mount {
  const selinux = options.findLast((option) => option === 'z' || option === 'Z');
  const propagation = options.findLast((option) => propagations.has(option));
  const access = options.findLast((option) => option === 'ro' || option === 'rw');
  return {
    type,
    source,
    target,
    ...(access === 'ro' && { read_only: true }),
    ...((type === 'bind' || propagation !== undefined || selinux !== undefined) && {
      bind: {
        ...(type === 'bind' && { create_host_path: true }),
        ...(propagation !== undefined && { propagation }),
        ...(selinux !== undefined && { selinux }),
      },
    }),
    ...(type === 'volume' && { volume: options.includes('nocopy') ? { nocopy: true } : {} }),
  };
}

function isPath(source: string): boolean {
  return /^[./~]/.test(source) || isWindowsPath(source) || /^[A-Za-z]:/.test(source);
}
