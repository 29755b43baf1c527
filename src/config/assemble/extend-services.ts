import { dirname, resolve } from 'node:path';
import { closestName } from '../../diagnostics/closest-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { withoutMarks } from '../merge/directives.js';
import { mergeServices } from '../merge/merge-documents.js';
import {
  child,
  type Entry,
  entriesOf,
  type MappingNode,
  mappingNode,
  type Node,
  type ScalarNode,
} from '../node.js';
import { parseDocuments } from '../yaml/parse-document.js';
import { type Assembly, type ExtensionOrigin, isRemotePath } from './assembly.js';
import { rebaseService } from './rebase-paths.js';
import { replaceExpressions } from './replace-expressions.js';
import { tellConflict } from './tell-conflict.js';

interface Extension {
  readonly service: ScalarNode;
  readonly file: ScalarNode | undefined;
}

/** Lays every service over the one it `extends`, which may extend another, in the same file or in another one. */
export async function extendServices(document: Node, assembly: Assembly): Promise<Node> {
  const services = document.kind === 'mapping' ? document.entries.get('services') : undefined;
  if (document.kind !== 'mapping' || services?.value.kind !== 'mapping') return document;
  const origin: ExtensionOrigin = { document, file: '', directory: assembly.directory, extended: new Map() };

  const extended = new Map<string, Entry>();
  let changed = false;
  for (const [name, entry] of services.value.entries) {
    const value = await extend(name, entry.value, origin, [], assembly);
    changed ||= value !== entry.value;
    extended.set(name, value === entry.value ? entry : { keyAt: entry.keyAt, value });
  }
  if (!changed) return document;
  const section = { keyAt: services.keyAt, value: mappingNode(extended, services.value.at) };
  return { ...document, entries: new Map([...document.entries, ['services', section]]) };
}

async function extend(
  name: string,
  service: Node,
  origin: ExtensionOrigin,
  chain: readonly string[],
  assembly: Assembly,
): Promise<Node> {
  const extension = service.kind === 'mapping' ? readExtension(service) : undefined;
  if (service.kind !== 'mapping' || extension === undefined) return service;
  const step = `${origin.file}#${name}`;
  if (chain.includes(step)) {
    const circle = chain.slice(chain.indexOf(step));
    // Each service of the circle comes back to itself; they are told of once.
    const told = `extends ${[...circle].sort().join(' ')}`;
    if (assembly.toldPlaces.has(told)) return withoutKey(service, 'extends');
    assembly.toldPlaces.add(told);
    assembly.report({
      code: 'extends-cycle',
      severity: 'error',
      message: `services extend each other in a circle: ${[...chain, step].map(serviceIn).join(' → ')}`,
      at: extension.service.at,
      help: 'remove one of the `extends` on the way',
    });
    return withoutKey(service, 'extends');
  }
  const extending =
    origin.extended.get(name) ?? layOver(service, extension, origin, [...chain, step], assembly);
  origin.extended.set(name, extending);
  return await extending;
}

/** @param chain The services that lead here, this one included. */
async function layOver(
  service: MappingNode,
  extension: Extension,
  origin: ExtensionOrigin,
  chain: readonly string[],
  assembly: Assembly,
): Promise<Node> {
  const own = withoutKey(service, 'extends');
  const from = await originOf(extension, origin, assembly);
  if (from === undefined) return own;
  const services = entriesOf(child(from.document, 'services'));
  const base = services.get(extension.service.text)?.value;
  if (base === undefined) {
    const stray = from.file === '' ? strayKey(service) : undefined;
    if (stray) {
      assembly.report(stray);
      return own;
    }
    const help = helpForUndefined(nameIn(chain.at(-1)), extension.service.text, [...services.keys()]);
    assembly.report({
      code: 'undefined-reference',
      severity: 'error',
      message: `services.${nameIn(chain.at(-1))} extends the service \`${extension.service.text}\`, which is not defined${from.file === '' ? '' : ` in ${from.file}`}`,
      at: extension.service.at,
      ...(help !== undefined && { help }),
    });
    return own;
  }
  // Marks speak of the attributes of the service that they are written in, not of those that extend it.
  const whole = withoutMarks(await extend(extension.service.text, base, from, chain, assembly));
  const rebased = from === origin ? whole : rebaseService(whole, from.directory);
  return mergeServices(rebased, own, tellConflict(assembly));
}

/** A misspelt `file` makes the service one of this file, where it is not found. */
function strayKey(service: MappingNode): Diagnostic | undefined {
  for (const [key, { keyAt }] of entriesOf(service.entries.get('extends')?.value)) {
    if (key === 'service' || key === 'file') continue;
    return {
      code: 'unknown-key',
      severity: 'error',
      message: `\`extends\` has no attribute \`${key}\``,
      at: keyAt,
      help: 'write `file:` for the file that the service is in, and `service:` for its name',
    };
  }
  return undefined;
}

function helpForUndefined(name: string, base: string, names: readonly string[]): string | undefined {
  if (/\.ya?ml$/.test(base))
    return `to extend a service of another file, write:\nextends:\n  file: ${base}\n  service: ${name}`;
  const meant = closestName(base, names);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  return names.length > 0 && names.length <= 5
    ? `there is ${names.map((other) => `\`${other}\``).join(', ')}`
    : undefined;
}

/** The document that the extended service is in: this one, or that of a file. */
async function originOf(
  { file }: Extension,
  origin: ExtensionOrigin,
  assembly: Assembly,
): Promise<ExtensionOrigin | undefined> {
  if (file === undefined) return origin;
  if (isRemotePath(file.text)) {
    const message = `\`${file.text}\` is remote, and nothing is fetched while loading`;
    const help = 'keep a copy beside the project, and name that';
    assembly.report({ code: 'remote-resource', severity: 'error', message, at: file.at, help });
    return undefined;
  }
  return await readExtended(resolve(origin.directory, file.text), file, assembly);
}

async function readExtended(
  path: string,
  file: ScalarNode,
  assembly: Assembly,
): Promise<ExtensionOrigin | undefined> {
  const { sources, report, extendedFiles } = assembly;
  if (extendedFiles.has(path)) return extendedFiles.get(path);
  const source = await sources.read(path, { what: 'extended file', required: true, at: file.at });
  const [parsed] = source === undefined ? [] : parseDocuments(source, report).nodes;
  const origin = parsed && {
    document: replaceExpressions(parsed, assembly),
    file: path,
    directory: dirname(path),
    extended: new Map(),
  };
  extendedFiles.set(path, origin);
  return origin;
}

/** A name, or a mapping with a name and perhaps a file. Undefined also for what the schema refuses. */
function readExtension(service: MappingNode): Extension | undefined {
  const written = service.entries.get('extends')?.value;
  const name = written?.kind === 'mapping' ? child(written, 'service') : written;
  if (name?.kind !== 'scalar' || typeof name.value !== 'string') return undefined;
  const file = child(written, 'file');
  return { service: name, file: file?.kind === 'scalar' && file.value !== null ? file : undefined };
}

function withoutKey(node: MappingNode, key: string): MappingNode {
  const entries = new Map(node.entries);
  entries.delete(key);
  return { ...node, entries };
}

const nameIn = (step = ''): string => step.slice(step.lastIndexOf('#') + 1);

function serviceIn(step: string): string {
  const [file, name] = step.split('#');
  return file === '' ? String(name) : `${name} (${file})`;
}
