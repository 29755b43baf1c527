import type { Engine } from '../engine/engine.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { executePlan } from '../execute/execute-plan.js';
import type { Places } from '../execute/places.js';
import { settleMs } from '../execute/settle-time.js';
import type { FileObjectKey } from '../model/container-file.js';
import type { ProjectName } from '../model/names.js';
import type { ObservedState } from '../model/observed.js';
import type { Plan } from '../plan/plan.js';
import { probeHttp, probeTcp } from '../platform/probes.js';
import { buildMemory } from './build-memory.js';
import { nodeDiagnostics } from './node-diagnostics.js';
import { type Outcome, succeeded, tell } from './outcome.js';
import { type LockedWork, underProjectLock } from './project-lock.js';
import type { Runtime } from './runtime.js';
import { limitTime } from './time-limit.js';

/** How commands that change a project are carried out. */
export interface RunOptions {
  /** How many engine calls at once. */
  readonly places: Places;
  /** Seconds to wait while another command changes the project. */
  readonly lockTimeoutSeconds: number;
  /** Seconds until what is waited for counts as failed; absent: as long as it takes. */
  readonly waitTimeoutSeconds?: number;
  /** Build also what has not changed since it was built. */
  readonly buildsAll?: boolean;
}

export interface PlannedRun extends RunOptions {
  readonly engine: Engine;
  readonly project: ProjectName;
  /** For those who wait meanwhile, for example `down`. */
  readonly command: string;
  /** Of the lock; absent: none. */
  readonly lockLabels?: LockedWork['labels'];
  /** Whether others must not change the project meanwhile; absent: they must not. */
  needsLock?(plan: Plan): boolean;
  /** One look at the engine, and what follows from it. Undefined when what is wrong has been told. */
  prepare(runtime: Runtime): Promise<PreparedRun | undefined>;
}

export interface PreparedRun {
  readonly plan: Plan;
  readonly images: ObservedState['images'];
  /** Of configs and secrets; absent: the plan writes none. */
  readonly contents?: ReadonlyMap<FileObjectKey, Uint8Array>;
  readonly locate: Locate;
}

/** Plans, and carries it out under the lock of the project. Where there is nothing to do, nobody has to wait. */
export async function runPlanned(runtime: Runtime, run: PlannedRun): Promise<Outcome> {
  const first = await run.prepare(runtime);
  if (first === undefined) return { kind: 'invalid' };
  const needsLock = run.needsLock?.(first.plan) ?? first.plan.nodes.length > 0;
  if (!needsLock) return await carryOutAndTell(runtime, run, first);
  const { engine, project, command, lockTimeoutSeconds, lockLabels: labels = {} } = run;
  const lock = { engine, project, command, labels, timeoutSeconds: lockTimeoutSeconds };
  return await underProjectLock(runtime, lock, async (locked) => {
    // Whoever had the lock before may have changed something.
    const prepared = await run.prepare(locked);
    return prepared === undefined ? { kind: 'invalid' } : await carryOutAndTell(locked, run, prepared);
  });
}

async function carryOutAndTell(runtime: Runtime, run: PlannedRun, prepared: PreparedRun): Promise<Outcome> {
  const outcome = await carryOut(runtime, run, prepared);
  tell(runtime, prepared.plan.diagnostics);
  return outcome;
}

/** Without a lock: for who has it, or has nothing to change. */
export async function carryOut(
  runtime: Runtime,
  {
    engine,
    places,
    waitTimeoutSeconds,
    buildsAll,
  }: Pick<PlannedRun, 'engine' | 'places' | 'waitTimeoutSeconds' | 'buildsAll'>,
  { plan, images, locate, contents = new Map() }: PreparedRun,
): Promise<Outcome> {
  const { emit, now } = runtime;
  const limit = limitTime(runtime.signal, waitTimeoutSeconds);
  try {
    const result = await executePlan(plan, {
      engine,
      images,
      contents,
      ...(buildsAll === true ? {} : { builds: buildMemory(engine, runtime.environment) }),
      probes: { tcp: probeTcp, http: probeHttp },
      locate,
      places,
      settleMs,
      signal: limit.signal,
      emit,
      now,
    });
    tell(runtime, nodeDiagnostics(plan, result));
    if (limit.expired()) {
      tell(runtime, [limit.diagnostic()]);
      return { kind: 'timed-out' };
    }
    return result.outcome === 'succeeded' ? succeeded : { kind: result.outcome };
  } finally {
    limit.clear();
  }
}
