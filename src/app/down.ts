import { executePlan } from '../execute/execute-plan.js';
import { observe } from '../execute/observe.js';
import { type DownOptions, planDown } from '../plan/plan-down.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import { areServicesKnown, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface DownRequest {
  readonly project: ProjectRequest;
  readonly options: DownOptions;
  readonly parallel: number;
}

/** Removes what a project has on the engine. Nothing there is a success. */
export function down(runtime: Runtime, request: DownRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project, 'where there are');
    if (project === undefined) return { kind: 'invalid' };
    const { signal, emit, now } = runtime;
    const engine = await runtime.connect(signal);
    const observed = await observe(
      engine,
      { project: project.name, networks: [], volumes: [], images: [] },
      { signal },
    );
    if (!areServicesKnown(runtime, project, observed.containers, request.options.services))
      return { kind: 'invalid' };
    const plan = planDown({
      project: project.name,
      services: project.services,
      observed,
      options: request.options,
    });
    const { parallel } = request;
    const result = await executePlan(plan, {
      engine,
      images: observed.images,
      contents: new Map(),
      locate: project.locate,
      parallel,
      settleMs: 0,
      signal,
      emit,
      now,
    });
    tell(runtime, nodeDiagnostics(plan, result));
    return result.outcome === 'succeeded' ? succeeded : { kind: result.outcome };
  });
}
