import { stringify } from 'yaml';
import type { Project } from '../model/project.js';
import { projectShape, type Shape } from './canonical/shape.js';
import { usedResources } from './complete/used-resources.js';

type Format = 'yaml' | 'json';

/** The text that `config` prints: a compose file that means the same. Ends without a newline in JSON, as docker compose's does. */
export function renderCanonical(project: Project, { format }: { readonly format: Format }): string {
  const canonical = canonicalProject(project, format);
  if (format === 'json') return JSON.stringify(sortKeys(canonical), null, 2);
  // Older readers take `y` and `12:30` for something else than text, so those are quoted.
  return stringify(canonical, {
    version: '1.1',
    lineWidth: 0,
    blockQuote: 'literal',
    aliasDuplicateObjects: false,
  });
}

/**
 * The model as plain data with the keys, and in the order, that docker compose prints. Only in JSON does it print
 * commands that are null and some mappings without content.
 */
function canonicalProject(project: Project, format: Format): Record<string, unknown> {
  const services = Object.values(project.services);
  const printed = { ...project, ...usedResources(project, services) };
  const canonical = arrange(printed, projectShape, format);
  const extensions = escapeDollars(
    format === 'json' ? withoutEmptyLists(project.extensions) : project.extensions,
  );
  return Object.assign(Object.create(null), { services: {} }, canonical, extensions);
}

function arrange(value: unknown, shape: Shape, format: Format): unknown {
  if (shape === 'nullable') return arrangeNullable(value, format);
  if (value === undefined) return undefined;
  if (shape === 'always') return escapeDollars(value);
  if (shape === 'value') return isZero(value) ? undefined : escapeDollars(value);
  if (shape === 'number') return isZero(Number(value)) ? undefined : Number(value);
  if ('onlyInYaml' in shape) return format === 'json' ? undefined : arrange(value, shape.onlyInYaml, format);
  if ('listOf' in shape) return arrangeList(value, shape.listOf, format);
  if ('mapOf' in shape) return arrangeMap(value, shape.mapOf, format);
  return arrangeStruct(value, shape, format);
}

function arrangeNullable(value: unknown, format: Format): unknown {
  if (value === undefined || value === null) return format === 'json' ? null : undefined;
  return escapeDollars(value);
}

function capitalise(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
}

function arrangeList(value: unknown, shape: Shape, format: Format): unknown[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => arrange(item, shape, format));
}

function arrangeMap(value: unknown, shape: Shape, format: Format): Record<string, unknown> | undefined {
  const keys = keysOf(value).sort();
  if (keys.length === 0) return undefined;
  const map: Record<string, unknown> = Object.create(null);
  for (const key of keys)
    map[key.replaceAll('$', '$$$$')] = arrange(valueAt(value, key), shape, format) ?? null;
  return map;
}

function arrangeStruct(value: unknown, shape: Extract<Shape, { keys: unknown }>, format: Format): unknown {
  // A number in the place of a mapping is the short form of a limit; zero is how an empty mapping is read.
  if (typeof value !== 'object' || value === null) return value === 0 ? {} : value;
  const { keys, filled = [], capitalised = false } = shape;
  const struct: Record<string, unknown> = Object.create(null);
  for (const [key, below] of Object.entries(keys)) {
    const written = valueAt(value, key) ?? (format === 'json' && filled.includes(key) ? {} : undefined);
    const printed = arrange(written, below, format);
    if (printed !== undefined) struct[capitalised && format === 'json' ? capitalise(key) : key] = printed;
  }
  return struct;
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === null;
}

/** A dollar sign in print is one that interpolation leaves alone. */
function escapeDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escapeDollars);
  if (typeof value !== 'object' || value === null) return value;
  const escaped: Record<string, unknown> = Object.create(null);
  for (const key of keysOf(value).sort())
    escaped[key.replaceAll('$', '$$$$')] = escapeDollars(valueAt(value, key));
  return escaped;
}

/** docker compose prints an empty list in an extension as null, in JSON only. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = Object.create(null);
  for (const key of keysOf(value)) kept[key] = withoutEmptyLists(valueAt(value, key));
  return kept;
}

function sortKeys(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(record).sort()) sorted[key] = record[key];
  return sorted;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
