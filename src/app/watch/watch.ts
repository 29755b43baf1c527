import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Engine, LockClaim } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { ProjectName } from '../../model/names.js';
import { aborted } from '../aborted.js';
import { type AttachOutcome, attach } from '../attach.js';
import { type Outcome, settle, succeeded, tell } from '../outcome.js';
import type { Runtime } from '../runtime.js';
import { type RunUpRequest, up } from '../up.js';
import { untilEngineAnswers } from './engine-answers.js';
import { type RecordedFiles, recordFiles } from './recorded-files.js';
import { WatchActions } from './watch-actions.js';
import { openWatchModel, type WatchModel } from './watch-model.js';
import { type WatchControls, WatchSession, type WatchSessionRequest } from './watch-session.js';

export interface RunWatchRequest extends WatchSessionRequest {
  /** Whether the project is brought up first, with the images of what is watched built. */
  readonly bringsUp: boolean;
  /** Aborts when the user has seen enough: that is no failure. */
  readonly quitSignal: AbortSignal;
  /** Gets what a person can have it do, before it begins. */
  readonly onControls?: (controls: WatchControls) => void;
}

interface Opened {
  /** Remembers which files the project was read from. */
  readonly runtime: Runtime;
  readonly recorded: RecordedFiles;
  readonly model: WatchModel;
  readonly engine: Engine;
}

/** Keeps what runs up to date with the files it comes from, until it is ended. */
export function watch(runtime: Runtime, request: RunWatchRequest): Promise<Outcome> {
  return settle(runtime, () =>
    underWatch(runtime, request, async ({ runtime: watching, recorded, model, engine }) => {
      if (request.bringsUp) {
        const outcome = await bringUp(watching, engine, model, request);
        if (outcome.kind !== 'succeeded') return outcome;
      }
      const signal = AbortSignal.any([watching.signal, request.quitSignal]);
      const session = new WatchSession(
        { runtime: { ...watching, signal }, engine, recorded },
        request,
        model,
      );
      request.onControls?.(session);
      await session.run();
      return runtime.signal.aborted ? { kind: 'cancelled' } : succeeded;
    }),
  );
}

/** `up`, and a watch for as long as it is attached. */
export function upAndWatch(
  runtime: Runtime,
  request: RunUpRequest & Omit<RunWatchRequest, 'bringsUp' | 'quitSignal'>,
): Promise<AttachOutcome> {
  return settle(runtime, () =>
    underWatch(runtime, request, async ({ runtime: watching, recorded, model, engine }) =>
      up(watching, {
        ...request,
        stay: async (attached, prepared, options, places) => {
          const left = new AbortController();
          const signal = AbortSignal.any([attached.signal, options.detachSignal, left.signal]);
          const session = new WatchSession(
            { runtime: { ...attached, signal }, engine, recorded },
            request,
            model,
          );
          request.onControls?.(session);
          const running = session.run();
          // Ends only when it is ended, or by what must not happen.
          const broken = running.then(() => new Promise<never>(() => {}));
          try {
            const lasting = { ...options, outlivesAll: () => session.services };
            return await Promise.race([attachAgainAndAgain(attached, prepared, lasting, places), broken]);
          } finally {
            left.abort();
            await running.catch(() => {});
          }
        },
      }),
    ),
  );
}

/** An engine that goes away does not end it. */
const attachAgainAndAgain: typeof attach = async (runtime, prepared, options, places) => {
  for (let of = prepared; ; of = { ...prepared, plan: { ...prepared.plan, nodes: [] } }) {
    try {
      return await attach(runtime, of, options, places);
    } catch (error) {
      if (!(error instanceof EngineError && error.failure.kind === 'connection-lost')) throw error;
      await untilEngineAnswers(prepared.engine, runtime.signal);
    }
  }
};

/** As docker compose does, images of what is watched are built even when they are there. */
async function bringUp(
  runtime: Runtime,
  engine: Engine,
  { selection: { project }, rules }: WatchModel,
  request: RunWatchRequest,
): Promise<Outcome<unknown>> {
  const built = [...rules.keys()].filter((name) => project.services[name]?.build !== undefined);
  if (built.length > 0 && request.options.build !== 'never') {
    const outcome = await new WatchActions(runtime, engine, request).buildShown(built);
    if (outcome.kind !== 'succeeded') return outcome;
  }
  return await up(runtime, request);
}

/** While nobody else watches the project. */
async function underWatch<Value>(
  runtime: Runtime,
  request: Pick<RunWatchRequest, 'project' | 'services' | 'options'>,
  work: (opened: Opened) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const recorded = recordFiles(runtime.files);
  const watching: Runtime = { ...runtime, files: recorded.files };
  const builds = request.options.build !== 'never';
  const model = await openWatchModel(watching, { ...request, builds });
  if (model === undefined) return { kind: 'invalid' };
  const engine = await runtime.connect(runtime.signal);
  const project = model.selection.project.name;
  const hold = await holdWatch(runtime, engine, project);
  if (hold === undefined) return { kind: 'failed' };
  try {
    const signal = AbortSignal.any([runtime.signal, hold.lost]);
    const outcome = await work({ runtime: { ...watching, signal }, recorded, model, engine });
    return hold.lost.aborted && !runtime.signal.aborted ? { kind: 'failed' } : outcome;
  } finally {
    await hold.release();
  }
}

interface Hold {
  /** Aborts when somebody else watches the project by now, which has been told. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Undefined when somebody else does, which has been told. After an absence of the engine it is taken again. */
async function holdWatch(runtime: Runtime, engine: Engine, project: ProjectName): Promise<Hold | undefined> {
  const ended = new AbortController();
  const lost = new AbortController();
  const signal = AbortSignal.any([runtime.signal, ended.signal]);
  const holder = `\`stack watch\` of ${runtime.caller}`;
  const take = async (): Promise<LockClaim | 'unlocked' | undefined> => {
    const claim = await engine.locks.claim({ name: `${project}.watch`, holder }, { signal });
    // An engine that has no locks.
    if (claim === undefined) return 'unlocked';
    const attempt = await claim.attempt();
    if (attempt.kind === 'acquired') return claim;
    await claim.release();
    tell(runtime, [held(project, attempt)]);
    return undefined;
  };
  let claim = await take();
  if (claim === undefined) return undefined;
  const keep = async (): Promise<void> => {
    while (claim !== undefined && claim !== 'unlocked') {
      await Promise.race([aborted(claim.lost), aborted(signal)]);
      if (signal.aborted) return;
      await untilEngineAnswers(engine, signal);
      claim = await take();
    }
    if (claim === undefined) lost.abort(new Error('another watch has the project'));
  };
  const keeping = keep().catch((error: unknown) => {
    if (!signal.aborted) lost.abort(error);
  });
  return {
    lost: lost.signal,
    release: async () => {
      ended.abort(new Error('the watch has ended'));
      await keeping;
      if (claim !== undefined && claim !== 'unlocked') await claim.release();
    },
  };
}

const held = (
  project: ProjectName,
  { by, since }: { readonly by: string; readonly since: string },
): Diagnostic => ({
  code: 'watch-held',
  severity: 'error',
  message: `project "${project}" is under watch by ${by} (since ${since})`,
  help: 'end that one first',
});
