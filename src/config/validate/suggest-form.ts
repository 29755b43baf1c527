import { attributePlaces } from '../generated/attribute-places.js';
import type { MappingNode, Node, ScalarNode, SequenceNode } from '../node.js';
import type { Path } from '../path.js';
import { hasLookalike } from './lookalikes.js';
import { writtenText } from './written-text.js';

/** How a value of the wrong kind is written in the right one, with the value itself. */
export function suggestForm(path: Path, node: Node, types: readonly string[]): string | undefined {
  switch (node.kind) {
    case 'scalar':
      return node.value === null ? emptyForm(path, node, types) : scalarForm(path, node, types);
    case 'mapping':
      return mappingForm(path, node, types);
    case 'sequence':
      return sequenceForm(path, node, types);
    default:
      return node satisfies never;
  }
}

function emptyForm(path: Path, _: ScalarNode, types: readonly string[]): string | undefined {
  const key = String(path.at(-1));
  if (path.at(-2) === 'depends_on') return `say what to wait for:\n${key}:\n  condition: service_started`;
  if (path.length === 2 && path[0] === 'services')
    return 'write its attributes below it, indented deeper: at least `image:` or `build:`';
  if (path.length === 2 && (path[0] === 'secrets' || path[0] === 'configs'))
    return `say where its content comes from:\n${key}:\n  file: ./${key}.txt`;
  if (typeof path.at(-1) === 'number') return 'remove the lone `-`, or write a value behind it';
  if (path.length === 1) return `write what belongs to \`${key}\` below it, indented with 2 spaces`;
  if (types.includes('array')) return `remove \`${key}\`, or write its items below it, indented: \`- …\``;
  if (types.includes('object')) return `remove \`${key}\`, or write its attributes below it, indented deeper`;
  return `remove \`${key}\`, or write a value behind the colon`;
}

function scalarForm(path: Path, node: ScalarNode, types: readonly string[]): string | undefined {
  const key = String(path.at(-1));
  if (hasLookalike(node.text))
    return 'there is a character in it that is invisible or only looks like a space: type the line anew';
  if (path.length === 0) return fileForm(node.text);
  const lines = node.at.source.text
    .slice(node.at.start, node.at.end)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines[0] ?? '';
  if (types.includes('object') && !types.includes('string')) {
    const pairs = lines.map((line) => /^([\w.-]+) *[=:] *(.*)$/.exec(line));
    const isService = path.length === 2 && path[0] === 'services';
    if (pairs.every((pair) => pair !== null) && (isService || !types.includes('array'))) {
      const isColon = /^[\w.-]+:/.test(first);
      const written = pairs.map((pair) => `  ${pair[1]}: ${pair[2]}`);
      return [
        `write ${isColon ? 'a space behind the colon' : 'a colon and a space'}:`,
        `${key}:`,
        ...written,
      ].join('\n');
    }
  }
  if (types.includes('array')) {
    if (lines.length > 1 || !types.includes('string')) return listForm(key, lines);
    return undefined;
  }
  if (!types.includes('object')) return undefined;
  if (path.at(-2) === 'depends_on' && node.text.startsWith('service_'))
    return `write it below:\n${key}:\n  condition: ${first}`;
  if (key === 'healthcheck' && node.value === false) return 'to turn it off:\nhealthcheck:\n  disable: true';
  const shorthand = mainAttribute(path, node);
  return shorthand === undefined || lines.length > 1
    ? undefined
    : `write it below:\n${typeof path.at(-1) === 'number' ? '- ' : `${key}:\n  `}${shorthand}: ${first}`;
}

function fileForm(text: string): string {
  if (/^docker\s+(?:container\s+)?run\b/.test(text))
    return 'a command is not a compose file: write the options of `docker run` as attributes of a service:\nservices:\n  name:\n    image: …\n    ports:\n      - "8080:80"';
  if (/^FROM\s/i.test(text)) return 'this looks like a Dockerfile; name it below `build:` in a compose file';
  return 'a compose file begins with keys at the left margin, such as `services:`';
}

/** `A:1` and `A=1`, `-x` and `x` below a key that takes a list. */
function listForm(key: string, lines: readonly string[]): string {
  const withoutSpace = lines.every((line) => /^-\S/.test(line));
  if (withoutSpace)
    return ['write a space behind each `-`:', `${key}:`, ...lines.map((line) => `  - ${line.slice(1)}`)].join(
      '\n',
    );
  const pairs = lines.map((line) => /^([A-Za-z_][\w.-]*):(\S.*)$/.exec(line));
  if (keyedAttributes.has(key) && pairs.every((pair) => pair !== null))
    return [
      'write a space behind the colon:',
      `${key}:`,
      ...pairs.map((pair) => `  ${pair[1]}: ${pair[2]}`),
    ].join('\n');
  return [
    `write a list, each item behind a \`-\`:`,
    `${key}:`,
    ...lines.map((line) => `  - ${quoted(key, line)}`),
  ].join('\n');
}

function quoted(key: string, text: string): string {
  return key === 'ports' && !/^["']/.test(text) ? `"${text}"` : text;
}

const keyedAttributes = new Set([
  'environment',
  'labels',
  'args',
  'annotations',
  'sysctls',
  'driver_opts',
  'extra_hosts',
]);

/** What a lone value of a mapping mostly stands for. */
function mainAttribute(path: Path, node: ScalarNode): string | undefined {
  const [section] = path;
  if (path.length === 2) {
    if (section === 'services')
      return typeof node.value !== 'string' || /\s/.test(node.text) ? undefined : 'image';
    if (section === 'secrets' || section === 'configs') return 'file';
    return undefined;
  }
  const key = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1);
  return mainAttributes[String(key)];
}

const mainAttributes: Readonly<Record<string, string>> = {
  __proto__: null as never,
  credential_spec: 'file',
  deploy: 'replicas',
  healthcheck: 'test',
  logging: 'driver',
  post_start: 'command',
  pre_stop: 'command',
  provider: 'type',
  watch: 'path',
};

function mappingForm(path: Path, node: MappingNode, types: readonly string[]): string | undefined {
  const key = String(path.at(-1));
  const parent = String(path.at(-2));
  const entries = [...node.entries];
  const [first] = entries;
  if (first === undefined) return undefined;
  const [name, { value }] = first;
  const text = writtenText(value) ?? '';
  if (isText(types) && /^\{/.test(writtenText(node) ?? ''))
    return `to pass it on as text, quote it: \`${inSingleQuotes(writtenText(node))}\``;
  if (typeof path.at(-1) === 'number' && entries.length === 1) {
    if (parent === 'extra_hosts') return `write \`- "${name}:${text}"\``;
    if (keyedAttributes.has(parent))
      return `write \`- ${name}=${plainText(value)}\`, or remove the \`- \` in front of it and of the others`;
    if (parent === 'depends_on' || parent === 'networks')
      return `remove the \`- \` in front of \`${name}\`, and write the others likewise: \`name:\` with its settings below`;
    if (types.length === 1 && types[0] === 'string' && value.kind === 'scalar')
      return `the \`: \` makes a mapping of it; quote it: \`- "${name}: ${plainText(value)}"\``;
    return undefined;
  }
  if (!types.includes('array') || types.includes('object')) return undefined;
  if (key === 'ports' || key === 'volumes')
    return [
      'write a list, each item behind a `-`:',
      `${key}:`,
      ...entries.map(([from, { value: to }]) => `  - ${quoted(key, `${from}:${plainText(to)}`)}`),
    ].join('\n');
  if (entries.every(([, entry]) => entry.value.kind === 'scalar' && entry.value.value === null))
    return [
      'write a list, each item behind a `-`:',
      `${key}:`,
      ...entries.map(([item]) => `  - ${item}`),
    ].join('\n');
  const place = `${key}.[]`;
  if (!attributePlaces.get(name)?.some((way) => way === place || way.endsWith(`.${place}`))) return undefined;
  const begins = `${name}: ${text}`.trim();
  return `it has to be a list, even of one: write \`- \` before the first key, and indent the others with 2 spaces more:\n${key}:\n  - ${begins}`;
}

function plainText(node: Node): string {
  return node.kind === 'scalar' ? node.text : '…';
}

function sequenceForm(path: Path, node: SequenceNode, types: readonly string[]): string | undefined {
  const key = String(path.at(-1));
  const [first] = node.items;
  if (first === undefined) return undefined;
  if (typeof path.at(-1) === 'number')
    return first.kind === 'scalar'
      ? `a list in a list is one \`-\` too many: write \`- ${writtenText(first) ?? '…'}\``
      : undefined;
  if (path.length === 0)
    return 'a compose file begins with keys at the left margin, such as `services:`, not with items';
  if (isText(types) && /^\[/.test(writtenText(node) ?? ''))
    return `to pass it on as text, quote it: \`${inSingleQuotes(writtenText(node))}\``;
  if (types.includes('object')) {
    if (node.items.every(({ kind }) => kind === 'mapping') && path.length > 0) {
      const [name] = first.kind === 'mapping' ? first.entries.keys() : [];
      return `remove the \`-\` in front of \`${name}\`${node.items.length === 1 ? '' : ' and of the others'}, so that they are keys below \`${key}\``;
    }
    if (key === 'healthcheck')
      return `write it below:\nhealthcheck:\n  test: ${writtenText(node) ?? '["CMD", …]'}`;
    if (path.length === 1 && node.items.every(({ kind }) => kind === 'scalar')) {
      const content = (name: string) =>
        key === 'secrets' || key === 'configs' ? [`    file: ./${name}.txt`] : [];
      const keys = node.items.map(plainText).flatMap((name) => [`  ${name}:`, ...content(name)]);
      return ['write keys instead of items, each with a colon:', `${key}:`, ...keys].join('\n');
    }
  }
  if (types.includes('string') && node.items.length === 1)
    return `write one value: \`${key}: ${plainText(first)}\``;
  return undefined;
}

/** Texts and other lone values, but nothing that holds others. */
function isText(types: readonly string[]): boolean {
  return (
    types.includes('string') &&
    types.includes('null') &&
    !types.includes('array') &&
    !types.includes('object')
  );
}

function inSingleQuotes(text = ''): string {
  return `'${text.replaceAll("'", "''")}'`;
}
