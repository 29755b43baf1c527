import { type Duplex, Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ContainerId } from '../../../model/names.js';
import type {
  CallOptions,
  Conversation,
  ConversationOptions,
  ExecConversation,
  ExecEvent,
  ExecSpec,
} from '../../engine.js';
import { requestJson, upgrade } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { demultiplex } from '../logs/demultiplex.js';
import { conversation } from './conversation.js';

/** Three calls, as the engine has it: make the program, run it, ask how it ended. */
export async function* execCall(
  connection: EngineConnection,
  id: ContainerId,
  spec: ExecSpec,
  { signal }: CallOptions = {},
): AsyncGenerator<ExecEvent> {
  const exec = await makeExec(connection, id, spec, { stdin: false, tty: false }, signal);
  const content = Readable.from([JSON.stringify({ Detach: false, Tty: false })]);
  const request = {
    method: 'POST',
    path: `/exec/${exec.id}/start`,
    body: { content, type: 'application/json' },
  } as const;
  try {
    yield* outputLines(await connection.open(request, signal));
  } catch (error) {
    throw connection.failure(error, signal);
  }
  const { ExitCode } = await connection.call(signal, (_docker, abort) => exec.inspect(abort));
  yield { kind: 'exited', exitCode: ExitCode ?? 0 };
}

/** The same with a conversation while the program runs. */
export async function converseCall(
  connection: EngineConnection,
  id: ContainerId,
  spec: ExecSpec,
  how: ConversationOptions,
  { signal }: CallOptions = {},
): Promise<ExecConversation> {
  const exec = await makeExec(connection, id, spec, how, signal);
  const socket = await connection.call(signal, (docker) =>
    upgrade(docker, {
      path: `/exec/${exec.id}/start`,
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify({ Detach: false, Tty: how.tty })),
    }),
  );
  closeOnAbort(socket, signal);
  return {
    ...conversation(connection, socket, how, `/exec/${exec.id}/resize`),
    exitCode: async () => {
      const { Running, ExitCode } = await connection.call(undefined, () => exec.inspect());
      return Running ? undefined : (ExitCode ?? 0);
    },
  };
}

export async function execDetachedCall(
  connection: EngineConnection,
  id: ContainerId,
  spec: ExecSpec,
  { signal }: CallOptions = {},
): Promise<void> {
  const exec = await makeExec(connection, id, spec, { stdin: false, tty: false }, signal);
  await connection.call(signal, (docker, abort) =>
    requestJson(
      docker,
      { method: 'POST', path: `/exec/${exec.id}/start`, body: { Detach: true, Tty: false } },
      abort,
    ),
  );
}

export async function attachCall(
  connection: EngineConnection,
  id: ContainerId,
  how: ConversationOptions,
  { signal }: CallOptions = {},
): Promise<Conversation> {
  const query = {
    stream: '1',
    stdout: '1',
    stderr: '1',
    ...(how.stdin ? { stdin: '1' } : {}),
    ...(how.detachKeys === undefined ? {} : { detachKeys: how.detachKeys }),
  };
  const socket = await connection.call(signal, (docker) =>
    upgrade(docker, { path: `/containers/${id}/attach`, query }),
  );
  closeOnAbort(socket, signal);
  return conversation(connection, socket, how, `/containers/${id}/resize`);
}

function closeOnAbort(socket: Duplex, signal: AbortSignal | undefined): void {
  if (signal === undefined) return;
  const onAbort = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', onAbort));
}

const makeExec = (
  connection: EngineConnection,
  id: ContainerId,
  spec: ExecSpec,
  { stdin, tty, detachKeys }: ConversationOptions,
  signal: AbortSignal | undefined,
) =>
  connection.call(signal, (docker, abort) =>
    docker.getContainer(id).exec({
      AttachStdin: stdin,
      AttachStdout: true,
      AttachStderr: true,
      Tty: tty,
      Cmd: [...spec.command],
      Env: [...spec.environment],
      Privileged: spec.privileged,
      ...(detachKeys === undefined ? {} : { DetachKeys: detachKeys }),
      ...(spec.user === undefined ? {} : { User: spec.user }),
      ...(spec.workingDir === undefined ? {} : { WorkingDir: spec.workingDir }),
      ...abort,
    }),
  );

async function* outputLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<ExecEvent> {
  const streams = {
    stdout: { decoder: new StringDecoder('utf8'), text: '' },
    stderr: { decoder: new StringDecoder('utf8'), text: '' },
  };
  for await (const frames of demultiplex(chunks)) {
    for (const { stream, bytes } of frames) {
      const own = streams[stream];
      const lines = (own.text + own.decoder.write(bytes)).split('\n');
      own.text = lines.pop() ?? '';
      for (const text of lines) yield { kind: 'output', stream, text };
    }
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const text = streams[stream].text + streams[stream].decoder.end();
    if (text !== '') yield { kind: 'output', stream, text };
  }
}
