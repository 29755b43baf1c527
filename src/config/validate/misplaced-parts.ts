import { closestName } from '../../diagnostics/closest-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { positionAt } from '../../diagnostics/source.js';
import { attributePlaces } from '../generated/attribute-places.js';
import { child, type Entry, isNull, type MappingNode, type Node } from '../node.js';
import { hasLookalike } from './lookalikes.js';

/** A mistake that the schema sees as several: a part stands elsewhere than it was meant to. */
export interface MisplacedPart {
  readonly diagnostic: Diagnostic;
  /** The entries that it makes up for: what the schema says of them and below is not worth telling. */
  readonly entries: readonly Entry[];
}

/** Looks for parts at the wrong level of a document that the schema has refused. */
export function findMisplacedParts(root: Node): readonly MisplacedPart[] {
  if (root.kind !== 'mapping') return [];
  const foreign = foreignFile(root);
  if (foreign) return [foreign];
  const services = root.entries.get('services');
  return [
    ...besideServices(root),
    ...besideEmptySections(root),
    ...(services?.value.kind === 'mapping' ? insideServices(services.value) : []),
  ];
}

const sections = ['services', 'networks', 'volumes', 'configs', 'secrets', 'models'] as const;

/** Files of other programs, and of docker compose before there was `services:`. */
function foreignFile(root: MappingNode): MisplacedPart | undefined {
  const unknown = unknownAtTop(root);
  const [first] = unknown;
  if (first === undefined || [...sections, 'include'].some((section) => root.entries.has(section)))
    return undefined;
  if (unknown.some(([key]) => closestName(key, sections) !== undefined)) return undefined;
  const entries = [...root.entries.values()];
  const all = { within: [root.at] };
  const program = programs.find(({ keys }) => keys.every((key) => root.entries.has(key)));
  if (program === undefined && unknown.some(([, { value }]) => looksLikeService(value))) {
    return {
      entries,
      diagnostic: {
        code: 'unknown-key',
        severity: 'error',
        message: `\`${first[0]}\` looks like a service, but there is no \`services:\` above it`,
        at: first[1].keyAt,
        help: `write \`services:\` above it, and indent all services with 2 spaces:\nservices:\n  ${first[0]}:`,
        explains: all,
      },
    };
  }
  if (program === undefined && (unknown.length < 2 || unknown.some(([key]) => isServiceAttribute(key))))
    return undefined;
  return {
    entries,
    diagnostic: {
      code: 'unknown-key',
      severity: 'error',
      message: `this is ${program?.what ?? 'not a compose file: it has no `services:`, but'} ${program ? 'and not a compose file' : listed(unknown.map(([key]) => key))}`,
      at: first[1].keyAt,
      help: 'a compose file has a key `services:` at the left margin; name the right file with `-f`',
      explains: all,
    },
  };
}

const programs: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['apiVersion', 'kind'], what: 'a Kubernetes manifest' },
  { keys: ['on', 'jobs'], what: 'a GitHub Actions workflow' },
  { keys: ['dependencies', 'scripts'], what: 'a package.json' },
  { keys: ['stages'], what: 'a pipeline of GitLab CI' },
];

function besideServices(root: MappingNode): MisplacedPart[] {
  const services = root.entries.get('services');
  const stray = unknownAtTop(root).filter(([, { value }]) => looksLikeService(value));
  const [first] = stray;
  if (services === undefined || first === undefined) return [];
  const names = stray.map(([name]) => name);
  const empty = isNull(services.value);
  const odd = stray.filter(([name]) => hasLookalike(name));
  return [
    {
      entries: [...(empty ? [services] : []), ...stray.map(([, entry]) => entry)],
      diagnostic: {
        code: 'unknown-key',
        severity: 'error',
        message:
          odd.length > 0
            ? `the indentation of \`${first[0].trim()}\` is not made of plain spaces`
            : `${listed(names)} ${names.length === 1 ? 'looks like a service, but stands' : 'look like services, but stand'} beside \`services:\`, not below it`,
        at: first[1].keyAt,
        help:
          odd.length > 0
            ? 'the characters only look like spaces (U+00A0, for example): delete them and type spaces'
            : `indent ${names.length === 1 ? 'it' : 'them'}, and all that is below, with 2 spaces:\nservices:\n  ${first[0]}:`,
        explains: { undefinedNames: names },
      },
    },
  ];
}

/** `volumes:` and, not indented, the names of the volumes. */
function besideEmptySections(root: MappingNode): MisplacedPart[] {
  const unknown = new Set(unknownAtTop(root).map(([key]) => key));
  const list = [...root.entries];
  return list.flatMap(([name, entry], index) => {
    if (!isSection(name) || !isNull(entry.value)) return [];
    const stray = takeWhile(
      list.slice(index + 1),
      ([key, { value }]) => unknown.has(key) && !looksLikeService(value),
    );
    if (stray.length === 0 || stray.some(([key]) => closestName(key, sections) !== undefined)) return [];
    const part = notBelow(name, entry, stray);
    const explains = { undefinedNames: stray.map(([key]) => key) };
    return [{ ...part, diagnostic: { ...part.diagnostic, explains } }];
  });
}

function insideServices(services: MappingNode): MisplacedPart[] {
  const found: MisplacedPart[] = [];
  const list = [...services.entries];
  for (const [index, [name, entry]] of list.entries()) {
    if (isNull(entry.value)) {
      const stray = takeWhile(
        list.slice(index + 1),
        ([key, other]) => isServiceAttribute(key) && !looksLikeService(other.value),
      );
      if (stray.length > 0) found.push(notBelow(name, entry, stray));
    } else if (
      isSection(name) &&
      !looksLikeService(entry.value) &&
      !found.some(({ entries }) => entries.includes(entry))
    ) {
      found.push(sectionInServices(name, entry));
    } else if (entry.value.kind === 'mapping') {
      found.push(...insideService(name, entry, entry.value));
    }
  }
  return found;
}

function insideService(service: string, { keyAt }: Entry, node: MappingNode): MisplacedPart[] {
  const found: MisplacedPart[] = [];
  const list = [...node.entries];
  const unknown = (key: string) => !isServiceAttribute(key) && !key.startsWith('x-');
  for (const [index, [name, entry]] of list.entries()) {
    if (isNull(entry.value) && isServiceAttribute(name)) {
      const stray = takeWhile(list.slice(index + 1), ([key]) => unknown(key));
      if (stray.length > 0 && stray.every(([key]) => closestName(key, serviceAttributes()) === undefined))
        found.push(notBelow(name, entry, stray));
    } else if (unknown(name) && looksLikeService(entry.value)) {
      found.push({
        entries: [entry],
        diagnostic: {
          code: 'unknown-key',
          severity: 'error',
          message: `\`${name}\` looks like a service, but stands inside of the service \`${service}\``,
          at: entry.keyAt,
          help: `indent it, and all that is below, like \`${service}\`: with ${columnOf({ keyAt })} spaces`,
          explains: { undefinedNames: [name] },
        },
      });
    }
  }
  return found;
}

/** The key is empty, and what was meant to be below it stands beside it. */
function notBelow(name: string, entry: Entry, stray: readonly (readonly [string, Entry])[]): MisplacedPart {
  const [first] = stray;
  const column = columnOf(entry) + 2;
  return {
    entries: [entry, ...stray.map(([, other]) => other)],
    diagnostic: {
      code: 'unknown-key',
      severity: 'error',
      message: `${listed(stray.map(([key]) => key))} ${stray.length === 1 ? 'stands' : 'stand'} beside \`${name}:\`, which is empty, and not below it`,
      at: first?.[1].keyAt ?? entry.keyAt,
      help: `indent with ${column} spaces what belongs to \`${name}\`:\n${name}:\n  ${first?.[0]}: …`,
    },
  };
}

function sectionInServices(name: string, entry: Entry): MisplacedPart {
  const names = entry.value.kind === 'mapping' ? [...entry.value.entries.keys()] : [];
  return {
    entries: [entry],
    diagnostic: {
      code: 'unknown-key',
      severity: 'error',
      message: `\`${name}\` stands inside of \`services\`, where it would be a service of that name`,
      at: entry.keyAt,
      help: `write it at the left margin, like \`services:\`, and indent what is below it with 2 spaces`,
      explains: { undefinedNames: names },
    },
  };
}

function unknownAtTop(root: MappingNode): [string, Entry][] {
  return [...root.entries].filter(
    ([key]) => !attributePlaces.get(key)?.includes('') && !key.startsWith('x-'),
  );
}

function looksLikeService(node: Node): boolean {
  return ['image', 'build', 'provider', 'extends'].some((key) => child(node, key) !== undefined);
}

function isServiceAttribute(key: string): boolean {
  return attributePlaces.get(key)?.includes('services.*') === true;
}

function serviceAttributes(): string[] {
  return [...attributePlaces.keys()].filter(isServiceAttribute);
}

function isSection(name: string): boolean {
  return name !== 'services' && sections.some((section) => section === name);
}

function takeWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): readonly Item[] {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? items : items.slice(0, end);
}

function columnOf({ keyAt }: Pick<Entry, 'keyAt'>): number {
  return positionAt(keyAt.source.text, keyAt.start).column - 1;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
