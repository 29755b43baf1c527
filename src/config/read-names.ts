import type { TextFiles } from '../platform/file-system.js';
import { assembleProject } from './assemble-project.js';
import type { LoadRequest } from './load-request.js';
import type { Node } from './node.js';
import { SourceFiles } from './source-files.js';

/** Names that the files give, sorted. */
export interface WrittenNames {
  readonly services: readonly string[];
  readonly profiles: readonly string[];
}

/** As far as the files can be read: for somebody who is still writing, whatever is wrong with them. */
export async function readNames(request: LoadRequest, files: TextFiles): Promise<WrittenNames> {
  const report = (): void => {};
  const sources = new SourceFiles(files, report);
  const { root, found } = await assembleProject(request, { files, sources, report, expressions: 'kept' });
  if (root === undefined) {
    const texts = await Promise.all(found.configFiles.map((path) => files.readText(path).catch(() => '')));
    return { services: [...new Set(texts.flatMap(servicesInText))].sort(), profiles: [] };
  }
  const services = entriesOf(entriesOf(root).get('services'));
  const profiles = [...services.values()].flatMap((service) => itemsOf(entriesOf(service).get('profiles')));
  return { services: [...services.keys()].sort(), profiles: [...new Set(profiles)].sort() };
}

const entriesOf = (node: Node | undefined): ReadonlyMap<string, Node> =>
  new Map(node?.kind === 'mapping' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : []);

const itemsOf = (node: Node | undefined): readonly string[] =>
  node?.kind === 'sequence'
    ? node.items.flatMap((item) =>
        item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
      )
    : [];

/** Of a text that is no YAML yet: the keys below `services:` that are indented like the first of them. */
function servicesInText(text: string): readonly string[] {
  const [, below = ''] = /^services:[ \t]*\r?\n((?:[ \t#].*\r?\n|\r?\n)*)/m.exec(`${text}\n`) ?? [];
  const indent = /^ +(?=[^ #\r\n])/m.exec(below)?.[0];
  if (indent === undefined) return [];
  const key = new RegExp(`^${indent}(["']?)([A-Za-z0-9._-]+)\\1:`, 'gm');
  return [...below.matchAll(key)].flatMap(([, , name]) => name ?? []);
}
