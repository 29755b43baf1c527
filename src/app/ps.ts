import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import { type Outcome, settle } from './outcome.js';
import { areServicesKnown, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface PsRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  /** Stopped ones too. */
  readonly all: boolean;
}

/** Containers of a project by name; one-off containers only with `all`. */
export function ps(runtime: Runtime, request: PsRequest): Promise<Outcome<readonly ObservedContainer[]>> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project);
    if (project === undefined) return { kind: 'invalid' };
    const { signal } = runtime;
    const engine = await runtime.connect(signal);
    const containers = await engine.containers.list({ [label.project]: project.name }, { signal });
    if (!areServicesKnown(runtime, project, containers, request.services)) return { kind: 'invalid' };
    const shown = containers.filter(
      (container) =>
        (request.all || (isRunning(container) && !isOneoff(container.labels))) &&
        (request.services.length === 0 || request.services.includes(container.labels[label.service] ?? '')),
    );
    return { kind: 'succeeded', value: [...shown].sort((left, right) => (left.name < right.name ? -1 : 1)) };
  });
}
