import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { BuildOutput, BuildSpec, CallOptions } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import type { StreamRequest } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import type { Surroundings } from '../discovery/strategy.js';
import { allRegistryAuths } from '../images/registry-auth.js';
import { openSession } from '../session/engine-session.js';
import { openBuildContext } from './build-context.js';
import { BuildMessages } from './build-messages.js';
import { buildQuery, isRemote } from './build-query.js';
import { buildSources } from './build-sources.js';
import { fileSync } from './file-sync.js';
import { registryCredentialMethods } from './registry-credentials.js';

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
  const request = await buildRequest(connection, spec, surroundings, signal, failed);
  try {
    const response = await connection.open(request.call, signal);
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
  } finally {
    request.end();
  }
}

function isRefusal({ failure }: EngineError): boolean {
  return failure.kind === 'invalid-request' || failure.kind === 'server-error';
}

interface BuildRequest {
  readonly call: StreamRequest;
  /** When the build is over, in whatever way. */
  end(): void;
}

async function buildRequest(
  connection: EngineConnection,
  spec: BuildSpec,
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
  failed: (message: string, cause: unknown) => EngineError,
): Promise<BuildRequest> {
  const { definition } = spec;
  const isFetched = isRemote(definition.context);
  const unreadable = (cause: unknown): never => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failed(`cannot read the build context: ${reason}`, cause);
  };
  const local = isFetched ? undefined : await buildSources(definition).catch(unreadable);
  const id = randomBytes(16).toString('hex');
  const opened = await openSession(connection, {
    id,
    name: `stack build ${spec.image}`,
    sharedKey: sharedKeyOf(definition.context ?? ''),
    methods: {
      ...registryCredentialMethods(surroundings, signal),
      ...(local === undefined ? {} : fileSync(local.sources)),
    },
  });
  const request = { method: 'POST', path: '/build' } as const;
  if (opened.kind === 'open') {
    const dockerfile = local?.dockerfile ?? definition.dockerfile;
    const remote = isFetched ? definition.context : 'client-session';
    const query = { ...buildQuery(spec, dockerfile), remote, session: id };
    return { call: { ...request, query }, end: () => opened.session.close() };
  }
  // An engine without sessions gets everything at once.
  const auths = await allRegistryAuths(surroundings, signal);
  const headers = auths === undefined ? {} : { 'X-Registry-Config': auths };
  if (isFetched) {
    const query = { ...buildQuery(spec, definition.dockerfile), remote: definition.context };
    return { call: { ...request, headers, query }, end: () => {} };
  }
  const { archive, dockerfile } = await openBuildContext(definition).catch(unreadable);
  const body = { content: archive, type: 'application/x-tar' };
  return { call: { ...request, headers, query: buildQuery(spec, dockerfile), body }, end: () => {} };
}

/** What the builder has of a folder is of use for the next build of it, and for no other. */
const sharedKeyOf = (context: string): string =>
  createHash('sha256').update(`${hostname()}:${context}`).digest('hex');
