import type { EnvironmentFile, Project, Service } from '../../model/project.js';
import type { Lookup } from '../interpolate/template.js';
import type { EnvironmentFile as WrittenFile } from '../read/environment-file.js';
import type { Origins } from '../read/origins.js';
import type { WrittenProject } from '../read/read-project.js';
import type { Report } from '../report.js';
import type { SourceFiles } from '../source-files.js';
import { serviceEnvironment } from './service-environment.js';

type Services = Project['services'];

interface Reading {
  readonly lookup: Lookup;
  readonly sources: SourceFiles;
  readonly report: Report;
  readonly origins: Origins;
}

/** The enabled services with the variables of their `env_file`s. */
export async function readEnvironmentFiles(
  project: Project,
  written: WrittenProject,
  { lookup, sources, report, origins }: Reading,
): Promise<Services> {
  const services: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(project.services)) {
    const files = written.services[name]?.env_file ?? [];
    services[name] =
      files.length === 0
        ? service
        : {
            ...service,
            environment: await serviceEnvironment(
              service.environment,
              files,
              project.workingDir,
              lookup,
              sources,
              report,
              (file) => origins.placeOf(file),
            ),
          };
  }
  return services;
}

/** The enabled services with their `env_file`s unread. */
export function nameEnvironmentFiles(project: Project, written: WrittenProject): Services {
  const services: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(project.services)) {
    const files = lastOfEachPath(written.services[name]?.env_file ?? []);
    services[name] = files.length === 0 ? service : { ...service, env_file: files.map(canonicalFile) };
  }
  return services;
}

function lastOfEachPath(files: readonly WrittenFile[]): readonly WrittenFile[] {
  const byPath = new Map<string, WrittenFile>();
  for (const file of files) byPath.set(file.path, file);
  return [...byPath.values()];
}

function canonicalFile({ path, required, format }: WrittenFile): EnvironmentFile {
  return required ? path : { path, required, ...(format !== undefined && { format }) };
}
