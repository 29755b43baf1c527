import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Engine } from '../../engine/engine.js';
import type { LeftBehind } from '../../events/answer.js';
import { tell } from '../outcome.js';
import type { RunOptions } from '../run-planned.js';
import type { Runtime } from '../runtime.js';
import { findLeftBehind, removeSession } from './collect-garbage.js';

/**
 * Removes what runs of this host left behind that were killed, before a new one begins. Tells what it was; what cannot be
 * removed is a warning, and keeps nobody from going on.
 */
export async function sweepLeftBehind(
  runtime: Runtime,
  engine: Engine,
  places: RunOptions['places'],
): Promise<void> {
  const left = await findLeftBehind(engine, runtime.signal, {});
  // How it goes on with each of them is not what was asked for.
  const quiet: Runtime = {
    ...runtime,
    emit: (event) => {
      if (event.type === 'diagnostic') runtime.emit(event);
    },
  };
  await Promise.all(
    left.map(async (session) => {
      const outcome = await removeSession(quiet, engine, session, places);
      tell(runtime, [outcome.kind === 'succeeded' ? swept(session) : notSwept(session)]);
    }),
  );
}

const swept = ({ project, because }: LeftBehind): Diagnostic => ({
  code: 'left-behind',
  severity: 'note',
  message: `removed what ${project} had left behind: ${because === 'expired' ? 'its time was up' : 'the process that it was for is gone'}`,
});

const notSwept = ({ project }: LeftBehind): Diagnostic => ({
  code: 'left-behind',
  severity: 'warning',
  message: `${project} has been left behind, and could not be removed`,
  help: 'try again with `stack gc`',
});
