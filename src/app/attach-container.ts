import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { label } from '../model/labels.js';
import type { Console } from './console.js';
import { converse } from './converse.js';
import { detachSequence } from './detach-keys.js';
import { type ContainerRequest, findContainer } from './find-container.js';
import { type Outcome, settle } from './outcome.js';
import {
  defaultGraceSeconds,
  exitCodeFrom,
  type ProgramEnd,
  type ProgramSignals,
  passOn,
} from './program-end.js';
import type { Runtime } from './runtime.js';

export interface AttachContainerRequest extends ContainerRequest {
  readonly console: Console;
  readonly stdin: boolean;
  /** Absent: those of the engine. */
  readonly detachKeys?: string;
  /** Absent: a signal ends only this side. */
  readonly signals?: ProgramSignals;
}

/** Talks to the program of a running container until it has ended or is left. Gives its exit code, 0 if it was left. */
export function attachContainer(
  runtime: Runtime,
  request: AttachContainerRequest,
): Promise<Outcome<ProgramEnd>> {
  return settle(runtime, async () => {
    const { console, detachKeys, signals } = request;
    if (detachKeys !== undefined && detachSequence(detachKeys) === undefined)
      throw new DiagnosticError([
        {
          code: 'invalid-option',
          severity: 'error',
          message: `invalid detach keys (${detachKeys})`,
          help: 'write keys with commas between them, for example `ctrl-p,ctrl-q` or `ctrl-x`',
        },
      ]);
    const found = await findContainer(runtime, request, 'running');
    if (found === undefined) return { kind: 'invalid' };
    const { engine, container } = found;
    const { tty, stdinOpen, stopTimeoutSeconds } = await engine.containers.inspect(container.id, {
      signal: runtime.signal,
    });
    const how = {
      stdin: request.stdin && stdinOpen,
      tty: tty && console.isTerminal,
      ...(detachKeys === undefined ? {} : { detachKeys }),
    };
    const over = new AbortController();
    const cancelled = signals === undefined ? [runtime.signal] : [];
    const signal = AbortSignal.any([over.signal, ...cancelled]);
    const project = container.labels[label.project] ?? null;
    const ended = exitCodeFrom(await engine.events({ [label.project]: project }, { signal }), container.id);
    // Awaited below; it must not count as unheard when something else fails before.
    ended.catch(() => undefined);
    const talk = await engine.containers.attach(container.id, { ...how, tty }, { signal });
    const release =
      signals === undefined
        ? () => undefined
        : passOn(signals, engine, container.id, stopTimeoutSeconds ?? defaultGraceSeconds);
    try {
      const end = await converse(talk, console, how);
      if (signals === undefined) runtime.signal.throwIfAborted();
      return { kind: 'succeeded', value: { exitCode: end === 'left' ? 0 : await ended } };
    } finally {
      release();
      over.abort();
    }
  });
}
