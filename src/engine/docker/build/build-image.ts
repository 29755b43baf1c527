import type { BuildOutput, BuildSpec, CallOptions } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import type { Surroundings } from '../discovery/strategy.js';
import { allRegistryAuths } from '../images/registry-auth.js';
import { openBuildContext } from './build-context.js';
import { BuildMessages } from './build-messages.js';
import { buildQuery, isRemote } from './build-query.js';

/** Enough to see the step that failed and what it said. */
const keptLines = 40;

/** Builds on the engine. Throws an `EngineError` of kind `build-failed` with the end of the output. */
export async function* buildImage(
  connection: EngineConnection,
  surroundings: Surroundings,
  spec: BuildSpec,
  { signal }: CallOptions,
): AsyncGenerator<BuildOutput> {
  const output: string[] = [];
  const failed = (message: string, cause?: unknown) =>
    new EngineError(message, { kind: 'build-failed', output: output.slice(-keptLines) }, { cause });
  try {
    const response = await connection.open(await buildRequest(spec, surroundings, signal, failed), signal);
    const messages = new BuildMessages();
    for await (const line of textLines(response)) {
      const message: unknown = JSON.parse(line);
      for (const text of messages.linesOf(message)) {
        output.push(text);
        yield { text };
      }
      const refusal = messages.refusalIn(message);
      if (refusal !== undefined) throw failed(refusal);
    }
  } catch (error) {
    const failure = connection.failure(error, signal);
    // A Dockerfile that cannot be read is refused with 400 or 500 before there is any output.
    const refused = failure instanceof EngineError && isRefusal(failure);
    throw refused ? failed(failure.message, failure) : failure;
  }
}

function isRefusal({ failure }: EngineError): boolean {
  return failure.kind === 'invalid-request' || failure.kind === 'server-error';
}

async function buildRequest(
  spec: BuildSpec,
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
  failed: (message: string, cause: unknown) => EngineError,
) {
  const auths = await allRegistryAuths(surroundings, signal);
  const request = {
    method: 'POST',
    path: '/build',
    headers: auths === undefined ? {} : { 'X-Registry-Config': auths },
  } as const;
  if (isRemote(spec.definition.context)) {
    return { ...request, query: buildQuery(spec, spec.definition.dockerfile) };
  }
  const { archive, dockerfile } = await openBuildContext(spec.definition).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failed(`cannot read the build context: ${reason}`, cause);
  });
  const query = buildQuery(spec, dockerfile);
  return { ...request, query, body: { content: archive, type: 'application/x-tar' } };
}
