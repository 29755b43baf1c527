import { stringify } from 'yaml';
import { arrange, type Format } from '../model/canonical/arrange.js';
import { projectShape } from '../model/canonical/shape.js';
import type { Project } from '../model/project.js';
import { usedResources } from './complete/used-resources.js';

/** The text that `config` prints: a compose file that means the same. Ends without a newline in JSON, as docker compose's does. */
export function renderCanonical(project: Project, { format }: { readonly format: Format }): string {
  const canonical = canonicalProject(project, format);
  return format === 'json' ? JSON.stringify(sortKeys(canonical), null, 2) : renderYaml(canonical);
}

/** The files as one, with sorted keys and with expressions as they are. */
export function renderWritten(document: unknown, { format }: { readonly format: Format }): string {
  const sorted = arrange(document, 'always', format);
  return format === 'json' ? JSON.stringify(sorted, null, 2) : renderYaml(sorted);
}

/** Older readers take `y` and `12:30` for something else than text, so those are quoted. */
export const renderYaml = (value: unknown): string =>
  stringify(value, {
    version: '1.1',
    lineWidth: 0,
    blockQuote: 'literal',
    aliasDuplicateObjects: false,
  });

/** The model as plain data, as `config` prints it. */
export function canonicalProject(project: Project, format: Format): Record<string, unknown> {
  const services = Object.values(project.services);
  const printed = { ...project, ...usedResources(project, services) };
  const canonical = escapeDollars(arrange(printed, projectShape, format));
  const extensions = escapeDollars(
    arrange(format === 'json' ? withoutEmptyLists(project.extensions) : project.extensions, 'always', format),
  );
  return Object.assign(Object.create(null), { name: project.name, services: {} }, canonical, extensions);
}

/** A dollar sign in print is one that interpolation leaves alone. */
function escapeDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escapeDollars);
  if (typeof value !== 'object' || value === null) return value;
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
