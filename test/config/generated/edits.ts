import fc from 'fast-check';
import { isList, isMapping, Plain, Tagged, type Tree } from './tree.js';

/** A change somewhere in a document: what people do wrong, and tags. */
export interface Edit {
  /** Chooses the place: that of all places in the document, counted round. */
  readonly at: number;
  readonly change: Change;
}

type Change =
  | { readonly kind: 'replace'; readonly by: Tree }
  | { readonly kind: 'remove' | 'list' | 'repeat' | 'variable' | 'quote' }
  | { readonly kind: 'add'; readonly key: string; readonly value: Tree }
  | { readonly kind: 'tag'; readonly tag: string };

export type Step = string | number;

const replacements = fc.constantFrom<Tree>(
  null,
  '',
  'text',
  0,
  1,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  [null],
  [''],
  { a: 'b' },
  ['a', 'a'],
  [1],
  '1',
  'true',
  new Plain('~'),
  [[]],
  [{}],
  '${UNSET:-1}',
  '$A',
);

const mistakes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('replace' as const), by: replacements }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'list' as const, 'repeat' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('variable' as const, 'quote' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      key: fc.constantFrom('unknown', 'x-ext', 'name', 'driver', 'labels', '', 'X-y', 'x-'),
      value: replacements,
    }),
  },
);

const tags: fc.Arbitrary<Change> = fc.record({
  kind: fc.constant('tag' as const),
  tag: fc.constantFrom('!reset', '!override'),
});

export const mistake: fc.Arbitrary<Edit> = fc.record({ at: fc.nat(), change: mistakes });
export const tagging: fc.Arbitrary<Edit> = fc.record({ at: fc.nat(), change: tags });

/** The places of all values below the document, those of containers before those in them. */
export function placesIn(tree: Tree, path: readonly Step[] = []): (readonly Step[])[] {
  const below = isList(tree)
    ? tree.flatMap((item, index) => placesIn(item, [...path, index]))
    : isMapping(tree)
      ? Object.keys(tree).flatMap((key) => placesIn(tree[key] ?? null, [...path, key]))
      : tree instanceof Tagged
        ? placesIn(tree.value, path).slice(1)
        : [];
  return [path, ...below];
}

export function applyEdit(tree: Tree, { at, change }: Edit): Tree {
  const places = placesIn(tree).slice(1);
  const place = places[at % Math.max(places.length, 1)];
  return place === undefined ? tree : changeAt(tree, place, (value) => changed(value, change));
}

/** Undefined takes the value away. */
export function changeAt(
  tree: Tree,
  [step, ...rest]: readonly Step[],
  change: (value: Tree) => Tree | undefined,
): Tree {
  if (tree instanceof Tagged && step !== undefined)
    return new Tagged(tree.tag, changeAt(tree.value, [step, ...rest], change));
  const into = (value: Tree) => (rest.length === 0 ? change(value) : changeAt(value, rest, change));
  if (isList(tree))
    return tree.flatMap((item, index) => {
      const value = index === step ? into(item) : item;
      // Two of the same kind in one list stand for an item that is repeated.
      return value === undefined ? [] : [value];
    });
  if (!isMapping(tree)) return tree;
  const entries = Object.keys(tree).flatMap((key): [string, Tree][] => {
    const value = key === step ? into(tree[key] ?? null) : (tree[key] ?? null);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function changed(value: Tree, change: Change): Tree | undefined {
  switch (change.kind) {
    case 'replace':
      return change.by;
    case 'remove':
      return undefined;
    case 'list':
      return [value];
    case 'repeat':
      return isList(value) ? [...value, ...value.slice(0, 1)] : value;
    case 'variable':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? `\${UNSET:-${value}}`
        : value;
    case 'quote':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    case 'add':
      return isMapping(value) ? { ...value, [change.key]: change.value } : value;
    case 'tag':
      return new Tagged(change.tag, value);
    default:
      return change satisfies never;
  }
}
