import type { Project, Service } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { SetVariable } from '../interpolate/variables.js';
import { mergeKeyed } from '../merge/merge-documents.js';
import { asKeyed } from '../merge/merge-shapes.js';
import { child, type Entry, mappingNode, type Node, stringNode } from '../node.js';
import type { Origins } from '../read/origins.js';
import type { WrittenProject } from '../read/read-project.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { nameEnvironmentFiles } from './name-environment-files.js';
import { readEnvironmentFiles } from './read-environment-files.js';
import { readLabelFiles } from './read-label-files.js';

interface ServiceFiles {
  readonly written: WrittenProject;
  readonly root: Node;
  readonly origins: Origins;
  readonly lookup: Lookup;
  readonly sources: SourceFiles;
  readonly report: Report;
  /** `label_file`s are read in any case, as docker compose does. */
  readonly environmentFiles: 'read' | 'named';
}

/** The enabled services with what their `env_file`s and `label_file`s say; what the service says itself wins. */
export async function readServiceFiles(
  { services, workingDir }: Project,
  { written, root, origins, lookup, sources, report, environmentFiles }: ServiceFiles,
): Promise<Record<string, Service>> {
  const complete: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(services)) {
    const { env_file: envFiles = [], label_file: labelFiles = [] } = written.services[name] ?? {};
    const node = child(child(root, 'services'), name);
    let { environment, labels } = service;
    if (envFiles.length > 0 && environmentFiles === 'read') {
      const variables = await readEnvironmentFiles(
        environment,
        envFiles,
        workingDir,
        lookup,
        sources,
        report,
        (file) => origins.placeOf(file),
      );
      environment = withFileValues(environment, variables, child(node, 'environment'), origins);
    }
    if (labelFiles.length > 0) {
      const fromFiles = await readLabelFiles(labelFiles, workingDir, sources, report, (index) =>
        origins.locate(written, root, ['services', name, 'label_file', index]),
      );
      labels = withFileValues(labels, fromFiles, child(node, 'labels'), origins);
    }
    complete[name] = {
      ...service,
      ...(envFiles.length > 0 &&
        environmentFiles === 'named' && { env_file: nameEnvironmentFiles(envFiles) }),
      ...(environment && { environment }),
      ...(labels && { labels }),
      ...(labelFiles.length > 0 && { label_file: labelFiles }),
    };
  }
  return complete;
}

/** What files say with what the service says laid over it, and where either is written. */
function withFileValues<Value extends string | null>(
  own: Readonly<Record<string, Value>> | undefined,
  fromFiles: ReadonlyMap<string, SetVariable>,
  node: Node | undefined,
  origins: Origins,
): Record<string, Value | string> {
  const values: Record<string, Value | string> = Object.create(null);
  const entries: [string, Entry][] = [];
  for (const [name, { value, at }] of fromFiles) {
    values[name] = value;
    entries.push([name, { keyAt: at, value: stringNode(value, at) }]);
  }
  const [first] = fromFiles.values();
  if (first !== undefined) {
    const written = mappingNode(entries, node?.at ?? first.at);
    origins.remember(values, node === undefined ? written : mergeKeyed(written, asKeyed(node)));
  }
  return Object.assign(values, own);
}
