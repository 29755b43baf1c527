import type { Project, Service } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { Node } from '../node.js';
import type { Origins } from '../read/origins.js';
import type { WrittenProject } from '../read/read-project.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { nameEnvironmentFiles } from './name-environment-files.js';
import { serviceEnvironment } from './service-environment.js';
import { serviceLabels } from './service-labels.js';

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

/** The enabled services with what their `env_file`s and `label_file`s say. */
export async function readServiceFiles(
  { services, workingDir }: Project,
  { written, root, origins, lookup, sources, report, environmentFiles }: ServiceFiles,
): Promise<Record<string, Service>> {
  const complete: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(services)) {
    const { env_file: envFiles = [], label_file: labelFiles = [] } = written.services[name] ?? {};
    complete[name] = {
      ...service,
      ...(envFiles.length > 0 &&
        environmentFiles === 'named' && { env_file: nameEnvironmentFiles(envFiles) }),
      ...(envFiles.length > 0 &&
        environmentFiles === 'read' && {
          environment: await serviceEnvironment(
            service.environment,
            envFiles,
            workingDir,
            lookup,
            sources,
            report,
            (file) => origins.placeOf(file),
          ),
        }),
      ...(labelFiles.length > 0 && {
        labels: await serviceLabels(service.labels, labelFiles, workingDir, sources, report, (index) =>
          origins.locate(written, root, ['services', name, 'label_file', index]),
        ),
      }),
    };
  }
  return complete;
}
