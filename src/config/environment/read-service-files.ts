import type { Project, Service } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { Node } from '../node.js';
import type { Origins } from '../read/origins.js';
import type { WrittenProject } from '../read/read-project.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { serviceEnvironment } from './service-environment.js';
import { serviceLabels } from './service-labels.js';

interface ServiceFiles {
  readonly written: WrittenProject;
  readonly root: Node;
  readonly origins: Origins;
  readonly lookup: Lookup;
  readonly sources: SourceFiles;
  readonly report: Report;
}

/** The enabled services with what their `env_file`s and `label_file`s say. */
export async function readServiceFiles(
  { services }: Project,
  { written, root, origins, lookup, sources, report }: ServiceFiles,
): Promise<Record<string, Service>> {
  const complete: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(services)) {
    const { env_file: envFiles = [], label_file: labelFiles = [] } = written.services[name] ?? {};
    complete[name] = {
      ...service,
      ...(envFiles.length > 0 && {
        environment: await serviceEnvironment(
          service.environment,
          envFiles,
          lookup,
          sources,
          report,
          (file) => origins.placeOf(file),
        ),
      }),
      ...(labelFiles.length > 0 && {
        labels: await serviceLabels(service.labels, labelFiles, sources, report, (index) =>
          origins.locate(written, root, ['services', name, 'label_file', index]),
        ),
      }),
    };
  }
  return complete;
}
