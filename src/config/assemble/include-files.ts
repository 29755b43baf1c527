import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { SourceRange } from '../../diagnostics/source.js';
import { addDotEnv, addGivenEnvFiles, ProjectVariables } from '../environment/project-variables.js';
import { child, type Entry, type MappingNode, mappingNode, type Node, toPlain } from '../node.js';
import { type Assembly, isRemotePath } from './assembly.js';
import { parseFiles } from './parse-files.js';
import { rebaseDocument } from './rebase-paths.js';

/** Deep enough, and enough, for every project that people can follow. */
const maxDepth = 20;
const maxInclusions = 1000;
const sections = ['services', 'networks', 'volumes', 'configs', 'secrets', 'models'];

/** Puts the documents of an included project together, in the same way as those of the outermost one. */
type Assemble = (documents: readonly Node[], assembly: Assembly) => Promise<Node | undefined>;

interface Inclusion {
  /** Absolute; several are merged like files given with `-f`. */
  readonly paths: readonly string[];
  readonly directory: string;
  /** Absolute; empty when the `.env` of the folder is meant. */
  readonly envFiles: readonly string[];
  readonly at: SourceRange;
}

/** Adds what the files named by `include` define. Each is a project of its own, with its own folder and variables. */
export async function includeFiles(document: Node, assembly: Assembly, assemble: Assemble): Promise<Node> {
  const include = child(document, 'include');
  if (document.kind !== 'mapping' || include?.kind !== 'sequence') return document;
  let whole: MappingNode = document;
  for (const item of include.items) {
    const inclusion = readInclusion(item, assembly);
    const included = inclusion && (await loadInclusion(inclusion, assembly, assemble));
    if (included) whole = addResources(whole, included, assembly);
  }
  const entries = new Map(whole.entries);
  entries.delete('include');
  return { ...whole, entries };
}

async function loadInclusion(
  inclusion: Inclusion,
  assembly: Assembly,
  assemble: Assemble,
): Promise<Node | undefined> {
  const { sources, report, includedBy } = assembly;
  const { paths, directory, envFiles, at } = inclusion;
  const again = paths.find((path) => includedBy.includes(path));
  if (again !== undefined || includedBy.length >= maxDepth) {
    const message =
      again === undefined
        ? `files include each other more than ${maxDepth} levels deep`
        : `files include each other in a circle: ${[...includedBy, again].join(' → ')}`;
    const help = 'remove one of the inclusions; what both need can stand in a file of its own';
    report({ code: 'include-cycle', severity: 'error', message, at, help });
    return undefined;
  }

  assembly.inclusions.count++;
  if (assembly.inclusions.count > maxInclusions) {
    // Told once: after that nothing is included any more.
    if (assembly.inclusions.count === maxInclusions + 1) {
      const message = `files include each other more than ${maxInclusions} times`;
      report({ code: 'document-limit', severity: 'error', message, at });
    }
    return undefined;
  }

  const variables = new ProjectVariables({}, assembly.variables);
  if (envFiles.length > 0) await addGivenEnvFiles(variables, envFiles, sources, report, at);
  else await addDotEnv(variables, directory, sources, report);
  const { nodes } = await parseFiles(paths, sources, report, at);
  const inner = {
    ...assembly,
    directory,
    variables,
    includedBy: [...includedBy, ...paths],
    extendedFiles: new Map(),
  };
  const included = await assemble(nodes, inner);
  return included && rebaseDocument(included, directory);
}

/** A resource may stand in both, but then it has to be the same: neither file is meant to change the other. */
function addResources(document: MappingNode, included: Node, { report }: Assembly): MappingNode {
  const entries = new Map(document.entries);
  for (const section of sections) {
    const added = included.kind === 'mapping' ? included.entries.get(section) : undefined;
    if (added?.value.kind !== 'mapping') continue;
    const own = entries.get(section);
    const resources = new Map<string, Entry>(own?.value.kind === 'mapping' ? own.value.entries : []);
    for (const [name, entry] of added.value.entries) {
      const first = resources.get(name);
      if (first && !isDeepStrictEqual(toPlain(first.value), toPlain(entry.value))) {
        report({
          code: 'include-conflict',
          severity: 'error',
          message: `${section}.${name} is defined here and, differently, in a file that is included`,
          at: first.keyAt,
          related: [{ message: 'included definition', at: entry.keyAt }],
          help: 'to change what is included, use an override file (`-f`, or an override beside it)',
        });
      }
      if (!first) resources.set(name, entry);
    }
    entries.set(section, { keyAt: own?.keyAt ?? added.keyAt, value: mappingNode(resources, added.value.at) });
  }
  return { ...document, entries };
}

/** A path, or a mapping with one or more. Undefined also for what the schema refuses. */
function readInclusion(item: Node, { directory, report }: Assembly): Inclusion | undefined {
  const written = texts(item.kind === 'mapping' ? child(item, 'path') : item);
  const [first] = written;
  if (first === undefined) return undefined;
  const remote = written.find(isRemotePath);
  const at = item.kind === 'mapping' ? (child(item, 'path')?.at ?? item.at) : item.at;
  if (remote !== undefined) {
    const message = `\`${remote}\` is remote, and nothing is fetched while loading`;
    const help = 'keep a copy beside the project, and name that';
    report({ code: 'remote-resource', severity: 'error', message, at, help });
    return undefined;
  }
  const [own] = texts(child(item, 'project_directory'));
  return {
    paths: written.map((path) => resolve(directory, path)),
    directory: own === undefined ? dirname(resolve(directory, first)) : resolve(directory, own),
    envFiles: texts(child(item, 'env_file')).map((path) => resolve(directory, path)),
    at,
  };
}

function texts(node: Node | undefined): string[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
  );
}
