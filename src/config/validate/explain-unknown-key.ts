import { closestName } from '../../diagnostics/closest-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { attributePlaces } from '../generated/attribute-places.js';
import { entriesOf, type Node } from '../node.js';
import { findNearest, type Path, pathText, stepInto } from '../path.js';
import { hasLookalike } from './lookalikes.js';
import { writtenText } from './written-text.js';

/** What a key that the format does not have was probably meant to be, or where it belongs. */
export function explainUnknownKey(root: Node, path: Path, key: string, known: readonly string[]): Diagnostic {
  const around = findNearest(root, path);
  const { node } = around;
  const entry = stepInto(node, key);
  const level = levelOf(root, path);
  const help = entry === undefined ? undefined : suggestion(root, path, level, key, entry.node, known);
  const meant = help === undefined ? undefined : /^did you mean `([^`]+)`\?/.exec(help)?.[1];
  return {
    code: 'unknown-key',
    severity: 'error',
    message:
      path.length === 0
        ? `there is no top-level key \`${key}\``
        : `${pathText(path)} has no attribute \`${key}\``,
    at: entry?.keyAt ?? findNearest(root, path).keyAt,
    ...(meant !== undefined && {
      explains: {
        missing: { key: meant, within: { ...around.keyAt, end: Math.max(node.at.end, around.keyAt.end) } },
        // A section under a wrong name defines what the rest seems to lack.
        ...(path.length === 0 && { undefinedNames: [...entriesOf(entry?.node).keys()] }),
      },
    }),
    help: help ?? 'check the spelling and the indentation; keys of your own start with `x-`',
  };
}

function suggestion(
  root: Node,
  path: Path,
  level: string,
  key: string,
  value: Node,
  known: readonly string[],
): string | undefined {
  if (hasLookalike(key))
    return 'there is a character in it that is invisible or only looks like a space: type the line anew';
  if (/^(?:\/\/|\/\*|;)/.test(key)) return 'comments begin with `#` in YAML';
  const synonym = synonyms.get(level)?.get(key.toLowerCase().replaceAll('-', '_'));
  if (synonym !== undefined) return known.includes(synonym) ? `did you mean \`${synonym}\`?` : synonym;
  const exact = known.find(
    (name) => [plain(key), `${plain(key)}s`].includes(plain(name)) || plain(key) === `${plain(name)}s`,
  );
  if (exact !== undefined) return `did you mean \`${exact}\`?`;
  return (
    belongsBelow(level, key, value) ??
    belongsAbove(root, path, level, key) ??
    didYouMean(closestName(key, known)) ??
    didYouMean(known.find((name) => key.length > 2 && name.startsWith(key)))
  );
}

function didYouMean(name: string | undefined): string | undefined {
  return name && `did you mean \`${name}\`?`;
}

/** `dependsOn`, `depends-on` and `depends_on` are the same to whoever writes them. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

function belongsBelow(level: string, key: string, value: Node): string | undefined {
  const prefix = level === '' ? '' : `${level}.`;
  const below = placesOf(key)
    .filter((place) => place.startsWith(prefix) && place !== level)
    .map((place) => place.slice(prefix.length).split('.'))
    .sort((a, b) => a.length - b.length);
  const [nearest, next] = below;
  // A name that many things have says nothing of where it belongs.
  if (nearest === undefined || (next?.length === nearest.length && !sharesStem(nearest, next)))
    return undefined;
  if (level === '' && nearest[0] === 'services' && nearest.length === 2)
    return `\`${key}\` is an attribute of a service: write it below the service, indented with 4 spaces`;
  if (nearest.includes('*') || (nearest.includes('[]') && below.length > 1)) return undefined;
  const steps = nearest.filter((step) => step !== '[]');
  const lines = steps.map((step, index) => `${'  '.repeat(index)}${step}:`);
  const indentation = '  '.repeat(steps.length) + (nearest.at(-1) === '[]' ? '- ' : '');
  const text = writtenText(value);
  return [
    `\`${key}\` belongs below \`${steps.join('.')}\`:`,
    ...lines,
    `${indentation}${key}:${text === undefined ? ' …' : ` ${text}`}`,
  ].join('\n');
}

/** `deploy.resources.limits` and `deploy.resources.reservations`: either will do as an example. */
function sharesStem(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 1 && one.slice(0, -1).join('.') === other.slice(0, -1).join('.');
}

function belongsAbove(root: Node, path: Path, level: string, key: string): string | undefined {
  const levels = level.split('.');
  for (let length = levels.length - 1; length >= 0; length--) {
    const above = levels.slice(0, length).join('.');
    if (!placesOf(key).includes(above)) continue;
    if (above === '') return `\`${key}\` is a section of the file: write it at the left margin`;
    const beside = path[length];
    const { keyAt } = findNearest(root, path.slice(0, length + 1));
    const column = keyAt.start - (keyAt.source.text.lastIndexOf('\n', keyAt.start - 1) + 1);
    const where = `\`${key}\` belongs to ${pathText(path.slice(0, length))}, beside \`${beside}\``;
    return `${where}: indent it with ${column} spaces`;
  }
  return undefined;
}

function placesOf(key: string): readonly string[] {
  return attributePlaces.get(key) ?? [];
}

/** The way to a mapping in the words of the schema: `services.*.ports.[]`. */
function levelOf(root: Node, path: Path): string {
  const all = new Set([...attributePlaces.values()].flat());
  let node: Node | undefined = root;
  let level: string[] = [];
  for (const step of path) {
    const inList: boolean = node?.kind === 'sequence';
    const named = [...level, String(step)].join('.');
    const isKnown = [...all].some((place) => place === named || place.startsWith(`${named}.`));
    level = [...level, inList ? '[]' : isKnown ? String(step) : '*'];
    node = node && stepInto(node, step)?.node;
  }
  return level.join('.');
}

const limits = { mem: 'memory', mem_limit: 'memory', ram: 'memory', cpu: 'cpus' };
const synonymsByLevel: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    service: 'services',
    containers: 'services',
    stack: 'services',
    project: 'name',
    project_name: 'name',
  },
  'services.*': {
    cmd: 'command',
    cpu: 'cpus',
    depends: 'depends_on',
    env: 'environment',
    env_vars: 'environment',
    envs: 'environment',
    health: 'healthcheck',
    host: 'hostname',
    links_to: 'links',
    mem: 'mem_limit',
    memory: 'mem_limit',
    memory_limit: 'mem_limit',
    mounts: 'volumes',
    name: 'container_name',
    names: 'container_name',
    needs: 'depends_on',
    requires: 'depends_on',
    restart_policy: 'did you mean `restart`? A `restart_policy` belongs below `deploy`',
    tag: 'write the tag behind the name of the image: `image: name:tag`',
    vars: 'environment',
    workdir: 'working_dir',
  },
  'services.*.build': {
    dir: 'context',
    directory: 'context',
    file: 'dockerfile',
    folder: 'context',
    path: 'context',
  },
  'services.*.depends_on.*': { status: 'condition', state: 'condition' },
  'services.*.deploy': { restart: 'restart_policy', scale: 'replicas' },
  'services.*.deploy.resources.limits': limits,
  'services.*.deploy.resources.reservations': limits,
  'services.*.env_file.[]': { file: 'path', filename: 'path' },
  'services.*.extends': { from: 'service', path: 'file' },
  'services.*.healthcheck': {
    cmd: 'test',
    command: 'test',
    period: 'interval',
    retry: 'retries',
    run: 'test',
  },
  'services.*.logging': {
    max_file: 'options of the driver belong below `options`:\noptions:\n  max-file: "3"',
    max_size: 'options of the driver belong below `options`:\noptions:\n  max-size: "10m"',
    type: 'driver',
  },
  'services.*.networks.*': {
    alias: 'aliases',
    ip: 'ipv4_address',
    ip_address: 'ipv4_address',
    ipv4: 'ipv4_address',
    ipv6: 'ipv6_address',
  },
  'services.*.ports.[]': {
    container: 'target',
    container_port: 'target',
    host: 'published',
    host_port: 'published',
    port: 'target',
  },
  'services.*.volumes.[]': {
    destination: 'target',
    dest: 'target',
    dst: 'target',
    from: 'source',
    readonly: 'read_only',
    ro: 'read_only',
    src: 'source',
  },
  'include.[]': { file: 'path' },
  'volumes.*': {
    path: 'a volume has no path of its own; mount the folder in the service instead: `- ./folder:/target`',
  },
};

/** As maps: a key of a file can be `constructor`. */
const synonyms = new Map(
  Object.entries(synonymsByLevel).map(([level, names]) => [level, new Map(Object.entries(names))] as const),
);
