import type { Environment, Mapping } from '../../model/project.js';
import { asHosts, asKeyed } from '../merge/merge-shapes.js';
import { entryPlaces, itemPlaces } from './collections.js';
import { type Place, type Reader, refuse } from './reader.js';

/** A mapping or a list of `KEY=value`; a key without a value has null. */
export const environment: Reader<Environment> = (place) => {
  const map = keyed(place);
  if (map === undefined) return undefined;
  for (const [key, entryPlace] of map.places) {
    if (place.node.kind === 'sequence' && /\s$/.test(key)) {
      return refuse(entryPlace, `\`${key}\` ends with a space`, {
        help: `write no spaces around the equals sign: \`${key.trim()}=${entryPlace.node.kind === 'scalar' ? entryPlace.node.text.trim() : ''}\``,
      });
    }
  }
  return map.values;
};

/** The same, but without a value means with an empty one. */
export const mapping: Reader<Mapping> = (place) => {
  const map = keyed(place);
  if (map === undefined) return undefined;
  const values: Record<string, string> = Object.create(null);
  for (const [key, value] of Object.entries(map.values)) values[key] = value ?? '';
  return place.reading.origins.remember(values, place.node);
};

function keyed(place: Place) {
  const asMapping = asKeyed(place.node);
  if (asMapping.kind !== 'mapping') return undefined;
  const values: Record<string, string | null> = Object.create(null);
  const places = new Map<string, Place>();
  for (const entry of entryPlaces({ ...place, node: asMapping })) {
    if (entry.node.kind !== 'scalar') continue;
    const key = String(entry.key);
    values[key] = entry.node.value === null ? null : entry.node.text;
    places.set(key, entry);
  }
  return { values: place.reading.origins.remember(values, place.node), places };
}

/** Sorted `host=address`. In lists both `host:address` and `host=address` are understood; brackets of IPv6 go. */
export const extraHosts: Reader<string[]> = (place) => {
  const node = asHosts(place.node);
  if (node.kind !== 'sequence') return undefined;
  const hosts: string[] = [];
  for (const item of itemPlaces({ ...place, node })) {
    const written = item.node.kind === 'scalar' ? item.node.text : '';
    const found = /^([^=:]+)=(.*)$/.exec(written) ?? /^([^=:]+):([^=]*)$/.exec(written);
    if (found === null) {
      refuse(item, `\`${written}\` is not \`host=address\``, {
        help: `write the name, \`:\` and the address: \`${written.trim().split(/\s+/)[0] || 'host'}:${written.trim().split(/\s+/)[1] ?? '192.0.2.1'}\``,
      });
      continue;
    }
    const address = found[2] ?? '';
    hosts.push(`${found[1]}=${/^\[.+\]$/.test(address) ? address.slice(1, -1) : address}`);
  }
  const sorted = hosts.sort();
  return place.reading.origins.remember(sorted, place.node);
};
