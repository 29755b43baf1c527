import type { ProjectName } from '../../model/names.js';
import { serviceName } from '../../model/names.js';
import type { Project, Service } from '../../model/project.js';
import type { FoundProject } from '../find-project.js';
import type { WrittenProject } from '../read/read-project.js';
import { withoutAliases } from './complete-service.js';
import { type Enabling, isEnabled } from './profiles.js';

/** The model with what is written and no more: for print, since what has no name (the empty one) cannot be made. */
export function withoutDefaults(
  written: WrittenProject,
  found: FoundProject,
  name: ProjectName,
  enabling: Enabling,
): Project {
  const services: Record<string, Service> = Object.create(null);
  const disabledServices: Record<string, Service> = Object.create(null);
  for (const [key, { env_file: _, label_file: __, ...service }] of Object.entries(written.services)) {
    const target = isEnabled(key, service, enabling) ? services : disabledServices;
    target[key] = {
      command: null,
      entrypoint: null,
      ...service,
      ...withoutAliases(service, found.variables.lookup),
      name: serviceName(key),
    };
  }
  return {
    name,
    workingDir: found.projectDirectory,
    configFiles: found.configFiles,
    environmentFiles: found.environmentFiles,
    services,
    disabledServices,
    networks: withEmptyNames(written.networks),
    volumes: withEmptyNames(written.volumes),
    configs: withEmptyNames(written.configs),
    secrets: withEmptyNames(written.secrets),
    models: written.models,
    profiles: enabling.profiles,
    extensions: written.extensions,
  };
}

function withEmptyNames<Resource extends { readonly name?: string }>(
  resources: Readonly<Record<string, Resource>>,
): Record<string, Resource & { readonly name: string }> {
  const named: Record<string, Resource & { readonly name: string }> = Object.create(null);
  for (const [key, resource] of Object.entries(resources))
    named[key] = { ...resource, name: resource.name ?? '' };
  return named;
}
