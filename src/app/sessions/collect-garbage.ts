import { existsSync } from 'node:fs';
import type { Engine } from '../../engine/engine.js';
import type { LeftBehind } from '../../events/answer.js';
import { projectName } from '../../model/names.js';
import { sessionLabels } from '../../model/session.js';
import { judgeSession, type SessionAge } from '../../model/session-verdict.js';
import { processFate, processIdentity } from '../../platform/process-identity.js';
import { downOpened } from '../down.js';
import { type Outcome, settle } from '../outcome.js';
import type { RunOptions } from '../run-planned.js';
import type { Runtime } from '../runtime.js';
import { type FoundSession, findSessions } from './find-sessions.js';
import { sessionOwner } from './session-owner.js';

export interface GarbageRequest extends Pick<RunOptions, 'places'>, SessionAge {
  readonly dryRun: boolean;
}

/** How long another command that works on the same may take, in seconds. */
const lockTimeoutSeconds = 60;

/** Removes what copies of projects left behind that nobody uses any more; gives what that is. */
export function collectGarbage(
  runtime: Runtime,
  request: GarbageRequest,
): Promise<Outcome<readonly LeftBehind[]>> {
  return settle(runtime, async () => {
    const engine = await runtime.connect(runtime.signal);
    const left = await findLeftBehind(engine, runtime.signal, request);
    if (request.dryRun) return { kind: 'succeeded', value: left };
    const outcomes = await Promise.all(
      left.map((session) => removeSession(runtime, engine, session, request.places)),
    );
    for (const outcome of outcomes) if (outcome.kind !== 'succeeded') return outcome;
    return { kind: 'succeeded', value: left };
  });
}

export async function findLeftBehind(
  engine: Engine,
  signal: AbortSignal,
  age: SessionAge,
): Promise<readonly LeftBehind[]> {
  const { host } = processIdentity();
  const onlooker = { host, fateOf: processFate, now: Date.now() };
  const sessions = await findSessions(engine, signal);
  return sessions.flatMap(({ owners, workingDir, ...session }) => {
    const isAsked = age.withoutFolder === true && workingDir !== undefined;
    const isFolderThere = isAsked ? existsSync(workingDir) : undefined;
    const verdict = judgeSession({ owners, isFolderThere }, onlooker, age);
    return verdict.kind === 'in use' ? [] : [{ ...session, because: verdict.because }];
  });
}

/** All of it, images that were built for it and a lock of a command that was killed included. */
export async function removeSession(
  runtime: Runtime,
  engine: Engine,
  { project }: Pick<FoundSession, 'project'>,
  places: RunOptions['places'],
): Promise<Outcome> {
  const opened = {
    engine,
    project: {
      name: projectName(project),
      services: {},
      enabled: [],
      external: [],
      locate: () => undefined,
    },
    options: {
      services: [],
      removeVolumes: true,
      removeImages: 'built',
      // What nobody uses need not end in order.
      stopTimeoutSeconds: 0,
    } as const,
  };
  return await downOpened(runtime, opened, {
    command: 'gc',
    // Who removes may be killed, too: the lock is then all that is left.
    lockLabels: sessionLabels({ name: project, owner: sessionOwner({ endsWithProcess: true }) }),
    places,
    lockTimeoutSeconds,
    // Taken, and given back, it is gone: where there is nothing else left, it is what there is to remove.
    needsLock: () => true,
  });
}
