import type { ConversationOptions, ExecSpec, OutputFrame } from '../engine/engine.js';
import type { Console } from './console.js';
import { converse } from './converse.js';
import { type ContainerRequest, findContainer } from './find-container.js';
import { type Outcome, settle, tell } from './outcome.js';
import type { ProgramEnd } from './program-end.js';
import { isExecRefusal, isFarewell, notStarted } from './program-not-started.js';
import type { Runtime } from './runtime.js';

export interface ExecRequest extends ContainerRequest {
  readonly spec: ExecSpec;
  /** Absent: it runs in the background, and nobody talks to it. */
  readonly conversation?: { readonly console: Console; readonly how: ConversationOptions };
}

/** Runs a program in a container of a service. Gives the exit code of the program. */
export function exec(runtime: Runtime, request: ExecRequest): Promise<Outcome<ProgramEnd>> {
  return settle(runtime, async () => {
    const found = await findContainer(runtime, request, 'running');
    if (found === undefined) return { kind: 'invalid' };
    const { containers } = found.engine;
    const { id } = found.container;
    const { spec, conversation } = request;
    if (conversation === undefined) {
      await containers.execDetached(id, spec, { signal: runtime.signal });
      return { kind: 'succeeded', value: { exitCode: 0 } };
    }
    const { console, how } = conversation;
    const talk = await containers.converse(id, spec, how, { signal: runtime.signal });
    let refusal: OutputFrame | undefined;
    const spoken = withoutRefusal(talk.output, (frame) => {
      refusal = frame;
    });
    const end = await converse({ ...talk, output: spoken }, console, how);
    if (end === 'left') return { kind: 'succeeded', value: { exitCode: 0 } };
    runtime.signal.throwIfAborted();
    const exitCode = (await talk.exitCode()) ?? 0;
    if (refusal !== undefined) {
      const problem = notStarted(new TextDecoder().decode(refusal.bytes), spec.command);
      if (problem?.exitCode === exitCode) tell(runtime, [problem.diagnostic]);
      else await console.write(refusal);
    }
    return { kind: 'succeeded', value: { exitCode } };
  });
}

/**
 * An engine that cannot run a program says so in the place of the program, on its standard output; there it also says
 * that the program was left.
 */
async function* withoutRefusal(
  frames: AsyncIterable<OutputFrame>,
  hold: (frame: OutputFrame) => void,
): AsyncGenerator<OutputFrame> {
  let isFirst = true;
  for await (const frame of frames) {
    if (isFirst && isExecRefusal(frame.bytes)) hold(frame);
    else if (!isFarewell(frame.bytes)) yield frame;
    isFirst = false;
  }
}
