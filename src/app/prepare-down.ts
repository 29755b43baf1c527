import type { Engine } from '../engine/engine.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { observe } from '../execute/observe.js';
import type { ObservedState } from '../model/observed.js';
import type { Plan } from '../plan/plan.js';
import { type DownOptions, planDown } from '../plan/plan-down.js';
import { areServicesKnown, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface DownRequest {
  readonly project: ProjectRequest;
  readonly options: DownOptions;
}

export interface PreparedDown {
  readonly plan: Plan;
  readonly observed: ObservedState;
  readonly engine: Engine;
  readonly locate: Locate;
}

/** From what is on the engine to a plan, without changing anything. Undefined when what is wrong has been told. */
export async function prepareDown(runtime: Runtime, request: DownRequest): Promise<PreparedDown | undefined> {
  const project = await nameProject(runtime, request.project, 'where there are');
  if (project === undefined) return undefined;
  const { signal } = runtime;
  const engine = await runtime.connect(signal);
  const observed = await observe(
    engine,
    { project: project.name, networks: [], volumes: [], images: [] },
    { signal },
  );
  if (!areServicesKnown(runtime, project, observed.containers, request.options.services)) return undefined;
  const plan = planDown({
    project: project.name,
    services: project.services,
    observed,
    options: request.options,
  });
  return { plan, observed, engine, locate: project.locate };
}
