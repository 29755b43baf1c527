import type { Engine } from '../engine/engine.js';
import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { areServicesKnown, type NamedProject, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface OwnContainersRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
}

export interface OwnContainers {
  readonly engine: Engine;
  readonly project: NamedProject;
  /** Running or not, one-offs too, by name. */
  readonly containers: readonly ObservedContainer[];
}

/** The containers of a project, or of some of its services. Undefined when what is wrong has been told. */
export async function ownContainers(
  runtime: Runtime,
  { project: request, services }: OwnContainersRequest,
): Promise<OwnContainers | undefined> {
  const project = await nameProject(runtime, request);
  if (project === undefined) return undefined;
  const { signal } = runtime;
  const engine = await runtime.connect(signal);
  const all = await engine.containers.list({ [label.project]: project.name }, { signal });
  if (!areServicesKnown(runtime, project, all, services)) return undefined;
  const containers = all
    .filter(({ labels }) => services.length === 0 || services.includes(labels[label.service] ?? ''))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return { engine, project, containers };
}
