import { type Extended, extensionKeys } from '../../model/extensions.js';
import { entriesOf, type Node, toPlain } from '../node.js';
import type { Place, Reader } from './reader.js';

export type ReadersOf<Model> = {
  readonly [Key in keyof Model]-?: Reader<Exclude<Model[Key], undefined>>;
};

export function entryPlaces(place: Place): Place[] {
  if (place.node.kind !== 'mapping') return [];
  const { reading } = place;
  return [...place.node.entries].map(([key, entry]) => ({
    node: entry.value,
    key,
    keyAt: entry.keyAt,
    parent: place,
    reading,
  }));
}

export function childPlace(place: Place, key: string): Place | undefined {
  const entry = place.node.kind === 'mapping' ? place.node.entries.get(key) : undefined;
  return entry && { node: entry.value, key, keyAt: entry.keyAt, parent: place, reading: place.reading };
}

export function itemPlaces(place: Place): Place[] {
  if (place.node.kind !== 'sequence') return [];
  const { reading } = place;
  return place.node.items.map((node, index) => ({
    node,
    key: index,
    keyAt: node.at,
    parent: place,
    reading,
  }));
}

/**
 * A mapping with fixed keys, one reader for each: a key that the model gains has to be read here, or the program
 * does not compile. Gives undefined if one of the `required` keys could not be read.
 */
export function record<Model extends object>(
  readers: ReadersOf<Model>,
  required: readonly (keyof Model & string)[] = [],
): Reader<Model> {
  return (place) => {
    if (place.node.kind !== 'mapping') return undefined;
    const model: Partial<Model> = {};
    for (const entry of entryPlaces(place)) {
      const key = entry.key;
      if (!isKey(readers, key)) continue;
      const value = readers[key](entry);
      if (value !== undefined) model[key] = value;
    }
    if (!hasAll(model, required)) return undefined;
    return place.reading.origins.remember({ ...model, ...readExtensions(place.node) }, place.node);
  };
}

function readExtensions(node: Node): Extended {
  const own = [...entriesOf(node)].filter(([key]) => key.startsWith('x-'));
  if (own.length === 0) return {};
  const extensions: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of own) extensions[key] = toPlain(value);
  return { [extensionKeys]: extensions };
}

function isKey<Model extends object>(
  readers: ReadersOf<Model>,
  key: string | number,
): key is keyof Model & string {
  return Object.hasOwn(readers, key);
}

/** Keys that the model demands must be listed in `required`; that they are there is all that makes it complete. */
function hasAll<Model extends object>(
  model: Partial<Model>,
  required: readonly (keyof Model)[],
): model is Model {
  return required.every((key) => model[key] !== undefined);
}

/** A mapping whose keys are the user's. It has no prototype: every key is data. */
export function mapOf<Value>(reader: Reader<Value>): Reader<Record<string, Value>> {
  return (place) => {
    if (place.node.kind !== 'mapping') return undefined;
    const map: Record<string, Value> = Object.create(null);
    for (const entry of entryPlaces(place)) {
      const value = reader(entry);
      if (value !== undefined) map[String(entry.key)] = value;
    }
    return place.reading.origins.remember(map, place.node);
  };
}

interface ListOptions<Item> {
  /** Items with the same key are the same: the later one takes the place of the earlier. */
  readonly uniqueBy?: (item: Item, place: Place) => string;
}

/** A list. A reader of items may give several for one, as a range of ports does. */
export function listOf<Item>(
  reader: Reader<Item | readonly Item[]>,
  { uniqueBy }: ListOptions<Item> = {},
): Reader<Item[]> {
  return (place) => {
    if (place.node.kind !== 'sequence') return undefined;
    const list: Item[] = [];
    const nodes: Node[] = [];
    const indices = new Map<string, number>();
    for (const itemPlace of itemPlaces(place)) {
      const read = reader(itemPlace);
      if (read === undefined) continue;
      for (const item of isList(read) ? read : [read]) {
        const key = uniqueBy?.(item, itemPlace);
        const index = (key === undefined ? undefined : indices.get(key)) ?? list.length;
        if (key !== undefined) indices.set(key, index);
        list[index] = item;
        nodes[index] = itemPlace.node;
      }
    }
    return place.reading.origins.rememberList(list, place.node, nodes);
  };
}

/** The same item as another of a list: docker compose goes by what is before an equals sign. */
export const beforeEquals = (item: string): string => item.split('=', 1)[0] ?? item;

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/** One value stands for a list of one. */
export function oneOrMany<Item>(reader: Reader<Item>, options: ListOptions<Item> = {}): Reader<Item[]> {
  const many = listOf(reader, options);
  return (place) => {
    if (place.node.kind !== 'scalar') return many(place);
    const item = reader(place);
    return item === undefined
      ? undefined
      : place.reading.origins.rememberList([item], place.node, [place.node]);
  };
}
