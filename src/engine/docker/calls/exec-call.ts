import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ContainerId } from '../../../model/names.js';
import type { CallOptions, ExecEvent, ExecSpec } from '../../engine.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { demultiplex } from '../logs/demultiplex.js';

/** Three calls, as the engine has it: make the program, run it, ask how it ended. */
export async function* execCall(
  connection: EngineConnection,
  id: ContainerId,
  spec: ExecSpec,
  { signal }: CallOptions = {},
): AsyncGenerator<ExecEvent> {
  const exec = await connection.call(signal, (docker, abort) =>
    docker.getContainer(id).exec({
      AttachStdout: true,
      AttachStderr: true,
      Cmd: [...spec.command],
      Env: [...spec.environment],
      Privileged: spec.privileged,
      ...(spec.user === undefined ? {} : { User: spec.user }),
      ...(spec.workingDir === undefined ? {} : { WorkingDir: spec.workingDir }),
      ...abort,
    }),
  );
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

async function* outputLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<ExecEvent> {
  const streams = {
    stdout: { decoder: new StringDecoder('utf8'), text: '' },
    stderr: { decoder: new StringDecoder('utf8'), text: '' },
  };
  for await (const { stream, bytes } of demultiplex(chunks)) {
    const own = streams[stream];
    const lines = (own.text + own.decoder.write(bytes)).split('\n');
    own.text = lines.pop() ?? '';
    for (const text of lines) yield { kind: 'output', stream, text };
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const text = streams[stream].text + streams[stream].decoder.end();
    if (text !== '') yield { kind: 'output', stream, text };
  }
}
