import { executePlan } from '../execute/execute-plan.js';
import { observe } from '../execute/observe.js';
import { type DownOptions, planDown } from '../plan/plan-down.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, settle, succeeded, tell } from './outcome.js';
import { underProjectLock } from './project-lock.js';
import { areServicesKnown, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface DownRequest {
  readonly project: ProjectRequest;
  readonly options: DownOptions;
  readonly parallel: number;
  /** Seconds to wait while another command changes the project. */
  readonly lockTimeoutSeconds: number;
}

/** Removes what a project has on the engine. Nothing there is a success. */
export function down(runtime: Runtime, request: DownRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project, 'where there are');
    if (project === undefined) return { kind: 'invalid' };
    const engine = await runtime.connect(runtime.signal);
    const { options } = request;
    const look = async ({ signal }: Runtime) => {
      const of = { project: project.name, networks: [], volumes: [], images: [] };
      const observed = await observe(engine, of, { signal });
      return {
        observed,
        plan: planDown({ project: project.name, services: project.services, observed, options }),
      };
    };
    const first = await look(runtime);
    if (!areServicesKnown(runtime, project, first.observed.containers, options.services))
      return { kind: 'invalid' };
    const carryOut = async (
      { signal, emit, now }: Runtime,
      { observed, plan }: typeof first,
    ): Promise<Outcome> => {
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
    };
    if (first.plan.nodes.length === 0) return await carryOut(runtime, first);
    const { lockTimeoutSeconds } = request;
    const lock = { engine, project: project.name, command: 'down', timeoutSeconds: lockTimeoutSeconds };
    // Whoever had the lock before may have removed or made something.
    return await underProjectLock(runtime, lock, async (locked) => carryOut(locked, await look(locked)));
  });
}
