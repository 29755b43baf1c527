import { arrange, type Format } from '../model/canonical/arrange.js';
import { projectShape } from '../model/canonical/shape.js';
import { goJson } from '../model/go-json.js';
import type { Project } from '../model/project.js';
import { usedResources } from './complete/used-resources.js';
import { writeYaml } from './yaml/write-yaml.js';

/** The text that `config` prints: a compose file that means the same. Ends without a newline in JSON, as docker compose's does. */
export function renderCanonical(project: Project, { format }: { readonly format: Format }): string {
  const canonical = printedProject(project, format);
  return format === 'json' ? printedJson(sortKeys(canonical)) : writeYaml(canonical);
}

/** The files as one, with sorted keys and with expressions as they are. */
export function renderWritten(document: unknown, { format }: { readonly format: Format }): string {
  const sorted = arrange(document, 'always', format);
  return format === 'json' ? printedJson(sorted) : writeYaml(sorted);
}

const printedJson = (value: unknown): string => goJson(value, { indent: '  ' });

/** The model as plain data, as `config` prints it. */
export function canonicalProject(project: Project, format: Format): unknown {
  return withoutMaps(printedProject(project, format));
}

function withoutMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMaps);
  if (typeof value !== 'object' || value === null) return value;
  const plain: Record<string, unknown> = Object.create(null);
  const entries: Iterable<[string, unknown]> = value instanceof Map ? value : Object.entries(value);
  for (const [key, part] of entries) plain[key] = withoutMaps(part);
  return plain;
}

function printedProject(project: Project, format: Format): Record<string, unknown> {
  const services = Object.values(project.services);
  const printed = { ...project, ...usedResources(project, services) };
  const canonical = escapeDollars(arrange(printed, projectShape, format));
  const extensions = escapeDollars(
    arrange(format === 'json' ? withoutEmptyLists(project.extensions) : project.extensions, 'always', format),
  );
  return Object.assign(
    Object.create(null),
    { ...((format === 'json' || project.name !== '') && { name: project.name }), services: {} },
    canonical,
    extensions instanceof Map && Object.fromEntries(extensions),
  );
}

/** A dollar sign in print is one that interpolation leaves alone. */
function escapeDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escapeDollars);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map)
    return new Map([...value].map(([key, part]) => [escapeDollars(key), escapeDollars(part)]));
  const escaped: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) escaped[key.replaceAll('$', '$$$$')] = escapeDollars(part);
  return escaped;
}

/** docker compose prints an empty list in an extension as null, in JSON only. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) kept[key] = withoutEmptyLists(part);
  return kept;
}

function sortKeys(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(record).sort()) sorted[key] = record[key];
  return sorted;
}
