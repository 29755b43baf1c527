import type { ProjectName } from '../../model/names.js';
import type { Project, Service } from '../../model/project.js';
import type { FoundProject } from '../find-project.js';
import type { WrittenProject } from '../read/read-project.js';
import { completeService } from './complete-service.js';
import { nameResources } from './name-resources.js';
import { type Enabling, isEnabled } from './profiles.js';

/** The model with all its defaults; `env_file`s are still to be read. */
export function completeProject(
  written: WrittenProject,
  found: FoundProject,
  name: ProjectName,
  enabling: Enabling,
): Project {
  const services: Record<string, Service> = Object.create(null);
  const disabledServices: Record<string, Service> = Object.create(null);
  for (const [key, service] of Object.entries(written.services)) {
    const target = isEnabled(key, service, enabling) ? services : disabledServices;
    target[key] = completeService(key, service, found.variables.lookup);
  }
  const networks = Object.assign(Object.create(null), { default: {} }, written.networks);
  return {
    name,
    workingDir: found.projectDirectory,
    configFiles: found.configFiles,
    environmentFiles: found.environmentFiles,
    services,
    disabledServices,
    networks: nameResources(networks, name),
    volumes: nameResources(written.volumes, name),
    configs: nameResources(written.configs, name),
    secrets: nameResources(written.secrets, name),
    models: written.models,
    profiles: enabling.profiles,
    extensions: written.extensions,
  };
}
