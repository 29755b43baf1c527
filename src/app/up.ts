import { sessionLabels } from '../model/session.js';
import { type AttachOptions, type AttachOutcome, attach, stopAttached } from './attach.js';
import { checkAttach } from './check-attach.js';
import { type Outcome, settle, tell } from './outcome.js';
import type { PlanRequest } from './plan.js';
import { openUp, type PreparedUp, planOpened } from './prepare-up.js';
import { underProjectLock } from './project-lock.js';
import { removeReplacedImages } from './remove-replaced-images.js';
import { carryOut, type RunOptions } from './run-planned.js';
import type { Runtime } from './runtime.js';
import { isStillThePlan } from './saved-plan.js';
import { sweepLeftBehind } from './sessions/sweep.js';

export interface RunUpRequest extends PlanRequest, RunOptions {
  /** Show the logs and stay until all containers have ended or the user stops them; absent: detached. */
  readonly attach?: AttachOptions;
  /** In the place of `attach` alone. */
  readonly stay?: typeof attach;
}

export function up(runtime: Runtime, request: RunUpRequest): Promise<AttachOutcome> {
  return settle(runtime, async () => {
    const opened = await openUp(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const wrong = request.attach === undefined ? [] : checkAttach(opened.selection, request.attach);
    tell(runtime, wrong);
    if (wrong.some(({ severity }) => severity === 'error')) return { kind: 'invalid' };
    if (opened.selection.project.owner !== undefined)
      await sweepLeftBehind(runtime, opened.engine, request.places);
    let planned = await planOpened(runtime, opened);
    const carryOutPlanned = async (locked: Runtime): Promise<Outcome> => {
      tell(locked, planned.diagnostics);
      if (!planned.ok) return { kind: 'invalid' };
      if (request.saved !== undefined && !isStillThePlan(locked, request.saved, planned.value))
        return { kind: 'failed' };
      const { engine, plan, observed, contents, locate } = planned.value;
      const run = { engine, ...request };
      const outcome = await carryOut(locked, run, { plan, images: observed.images, contents, locate });
      if (outcome.kind === 'succeeded')
        await removeReplacedImages(engine, plan.project, builtOver(planned.value), locked.signal);
      return outcome;
    };
    const { engine, selection } = opened;
    const { lockTimeoutSeconds } = request;
    const lock = {
      engine,
      project: selection.project.name,
      command: 'up',
      labels: sessionLabels(selection.project),
      timeoutSeconds: lockTimeoutSeconds,
    };
    // Where there is nothing to do, nobody has to wait and nothing more is asked of the engine.
    const outcome =
      !planned.ok || planned.value.plan.nodes.length === 0
        ? await carryOutPlanned(runtime)
        : await underProjectLock(runtime, lock, async (locked) => {
            // Whoever had the lock before may have done it.
            planned = await planOpened(locked, opened);
            return await carryOutPlanned(locked);
          });
    const done = outcome.kind === 'succeeded' ? { ...outcome, value: { exitCode: 0 } } : outcome;
    if (!planned.ok || request.attach === undefined) return done;
    const prepared = planned.value;
    const { stay = attach } = request;
    if (outcome.kind === 'succeeded') return stay(runtime, prepared, request.attach, request.places);
    // Who would have stayed and is called off wants nothing left running.
    if (outcome.kind === 'cancelled') {
      await stopAttached(runtime, prepared, request.attach, request.places, 'asked');
    }
    return done;
  });
}

/** Images whose names have gone to what was built. */
const builtOver = ({ plan, observed }: PreparedUp): readonly string[] =>
  plan.nodes.flatMap(({ operation }) =>
    operation.kind === 'build-image'
      ? [operation.image, ...operation.alsoNamed].flatMap((image) => observed.images[image]?.id ?? [])
      : [],
  );
