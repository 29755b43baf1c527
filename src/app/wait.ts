import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { isOneoff, label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import { isRunning } from '../plan/container-target.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

export interface WaitRequest extends OwnContainersRequest {
  /** Until the first of the containers has ended, or until all have. */
  readonly until: 'first' | 'all';
  /** Told of each that has ended. */
  readonly ended: (container: { readonly id: ContainerId; readonly exitCode: number }) => void;
}

/** Waits for containers to end. Those that have ended already count. Gives the exit code of the last that was waited for. */
export function wait(
  runtime: Runtime,
  request: WaitRequest,
): Promise<Outcome<{ readonly exitCode: number }>> {
  return settle(runtime, async () => {
    // Before the look: what ends in between is heard, too.
    const heard = await listen(runtime, request);
    if (heard === undefined) return { kind: 'invalid' };
    let exitCode = 0;
    for await (const container of heard) {
      request.ended(container);
      exitCode = container.exitCode;
      if (request.until === 'first') break;
    }
    runtime.signal.throwIfAborted();
    return { kind: 'succeeded', value: { exitCode } };
  });
}

interface Ended {
  readonly id: ContainerId;
  readonly exitCode: number;
}

/** Undefined when what is wrong has been told. */
async function listen(runtime: Runtime, request: WaitRequest): Promise<AsyncIterable<Ended> | undefined> {
  const { signal } = runtime;
  const before = await ownContainers(runtime, request);
  if (before === undefined) return undefined;
  const { engine, project } = before;
  const events = await engine.events({ [label.project]: project.name }, { signal });
  const found = await ownContainers(runtime, request);
  const containers = (found?.containers ?? []).filter(({ labels }) => !isOneoff(labels));
  if (containers.length === 0)
    throw new DiagnosticError([
      {
        code: 'no-container',
        severity: 'error',
        message: `no containers for project "${project.name}"`,
        help: 'make them with `stack up -d`',
      },
    ]);
  const left = new Set(containers.filter(isRunning).map(({ id }) => id));
  const ended = containers.filter((container) => !isRunning(container));
  return (async function* () {
    for (const { id, exitCode = 0 } of ended) yield { id, exitCode };
    if (left.size === 0) return;
    for await (const event of events) {
      if (event.action !== 'died' || !left.delete(event.id)) continue;
      yield { id: event.id, exitCode: event.exitCode };
      if (left.size === 0) return;
    }
  })();
}
