import { stringify } from 'yaml';
import type { Project } from '../model/project.js';
import { projectShape, type Shape } from './canonical/shape.js';
import { usedResources } from './complete/used-resources.js';

export interface RenderCanonicalOptions {
  readonly format: 'yaml' | 'json';
}

/** The text that `config` prints: a compose file that means the same. Ends without a newline in JSON, as docker compose's does. */
export function renderCanonical(project: Project, { format }: RenderCanonicalOptions): string {
  const canonical = canonicalProject(project);
  if (format === 'json') return JSON.stringify(sortKeys(canonical), null, 2);
  // Older readers take `y` and `12:30` for something else than text, so those are quoted.
  return stringify(canonical, { version: '1.1', lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
}

/** The model as plain data with the keys, and in the order, that docker compose prints. */
export function canonicalProject(project: Project): Record<string, unknown> {
  const services = Object.values(project.services);
  const printed = { ...project, ...usedResources(project, services) };
  const canonical = arrange(printed, projectShape);
  const extensions = escapeDollars(project.extensions);
  return Object.assign(Object.create(null), canonical, extensions);
}

function arrange(value: unknown, shape: Shape): unknown {
  if (value === undefined) return undefined;
  if (shape === 'always') return escapeDollars(value);
  if (shape === 'value') return isZero(value) ? undefined : escapeDollars(value);
  if (shape === 'number') return isZero(Number(value)) ? undefined : Number(value);
  if ('listOf' in shape) return arrangeList(value, shape.listOf);
  if ('mapOf' in shape) return arrangeMap(value, shape.mapOf);
  return arrangeStruct(value, shape);
}

function arrangeList(value: unknown, shape: Shape): unknown[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.map((item) => arrange(item, shape));
}

function arrangeMap(value: unknown, shape: Shape): Record<string, unknown> | undefined {
  const keys = keysOf(value).sort();
  if (keys.length === 0) return undefined;
  const map: Record<string, unknown> = Object.create(null);
  for (const key of keys) map[key.replaceAll('$', '$$$$')] = arrange(valueAt(value, key), shape) ?? null;
  return map;
}

function arrangeStruct(value: unknown, { keys, filled = [] }: Extract<Shape, { keys: unknown }>): unknown {
  // A number in the place of a mapping is the short form of a limit; zero is how an empty mapping is read.
  if (typeof value !== 'object' || value === null) return value === 0 ? {} : value;
  const struct: Record<string, unknown> = Object.create(null);
  for (const [key, shape] of Object.entries(keys)) {
    const written = valueAt(value, key) ?? (filled.includes(key) ? {} : undefined);
    const printed = shape === 'always' && valueAt(value, key) === null ? null : arrange(written, shape);
    if (printed !== undefined) struct[key] = printed;
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
  for (const key of keysOf(value).sort()) escaped[key.replaceAll('$', '$$$$')] = escapeDollars(valueAt(value, key));
  return escaped;
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
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
