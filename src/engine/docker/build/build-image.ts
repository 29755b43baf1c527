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
import { secretMethods } from './secret-methods.js';
import { sshAgents } from './ssh-agents.js';

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
    await request.end();
  }
}

function isRefusal({ failure }: EngineError): boolean {
  return failure.kind === 'invalid-request' || failure.kind === 'server-error';
}

interface BuildRequest {
  readonly call: StreamRequest;
  /** When the build is over, in whatever way. */
  end(): Promise<void>;
}

async function buildRequest(
  connection: EngineConnection,
  spec: BuildSpec,
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
  failed: (message: string, cause?: unknown) => EngineError,
): Promise<BuildRequest> {
  const { definition, secrets = {} } = spec;
  const told = (prefix: string) => (cause: unknown) => {
    throw failed(`${prefix}${cause instanceof Error ? cause.message : String(cause)}`, cause);
  };
  const unreadable = told('cannot read the build context: ');
  const inSession = await requestInSession(connection, spec, surroundings, signal, { told, unreadable });
  if (inSession !== undefined) return inSession;
  // An engine without sessions gets everything at once.
  const needs = [
    ...(Object.keys(secrets).length > 0 ? ['secrets'] : []),
    ...((definition.ssh ?? []).length > 0 ? ['ssh'] : []),
  ];
  if (needs.length > 0)
    throw failed(`this engine has no sessions, which ${needs.join(' and ')} of a build need`);
  const auths = await allRegistryAuths(surroundings, signal);
  const request = { ...buildCall, headers: auths === undefined ? {} : { 'X-Registry-Config': auths } };
  const end = (): Promise<void> => Promise.resolve();
  if (isRemote(definition.context)) {
    const query = { ...buildQuery(spec, definition.dockerfile), remote: definition.context };
    return { call: { ...request, query }, end };
  }
  const { archive, dockerfile } = await openBuildContext(definition).catch(unreadable);
  const body = { content: archive, type: 'application/x-tar' };
  return { call: { ...request, query: buildQuery(spec, dockerfile), body }, end };
}

const buildCall = { method: 'POST', path: '/build' } as const;

/** Undefined where the engine has no sessions. */
async function requestInSession(
  connection: EngineConnection,
  spec: BuildSpec,
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
  {
    told,
    unreadable,
  }: { told(prefix: string): (cause: unknown) => never; unreadable(cause: unknown): never },
): Promise<BuildRequest | undefined> {
  const { definition, secrets = {} } = spec;
  const local = isRemote(definition.context) ? undefined : await buildSources(definition).catch(unreadable);
  const agents = await sshAgents(definition.ssh ?? [], surroundings).catch(told(''));
  const id = randomBytes(16).toString('hex');
  const opened = await openSession(connection, {
    id,
    name: `stack build ${spec.image}`,
    sharedKey: sharedKeyOf(definition.context ?? ''),
    methods: {
      ...registryCredentialMethods(surroundings, signal),
      ...secretMethods(secrets),
      ...agents.methods,
      ...(local === undefined ? {} : fileSync(local.sources)),
    },
  }).catch(async (error: unknown) => {
    await agents.close();
    throw error;
  });
  if (opened.kind !== 'open') {
    await agents.close();
    return undefined;
  }
  const dockerfile = local?.dockerfile ?? definition.dockerfile;
  const remote = local === undefined ? definition.context : 'client-session';
  return {
    call: { ...buildCall, query: { ...buildQuery(spec, dockerfile), remote, session: id } },
    end: async () => {
      opened.session.close();
      await agents.close();
    },
  };
}

/** What the builder has of a folder is of use for the next build of it, and for no other. */
const sharedKeyOf = (context: string): string =>
  createHash('sha256').update(`${hostname()}:${context}`).digest('hex');
