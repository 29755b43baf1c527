import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { FolderRead } from '../../../platform/folder-fingerprint.js';
import type { BuildNews, BuildSpec, BuildWarning } from '../../engine.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import type { Surroundings } from '../discovery/strategy.js';
import { openSession } from '../session/engine-session.js';
import { type GrpcClient, openGrpc } from '../session/grpc-client.js';
import { protobufMessage } from '../session/protobuf-message.js';
import { BuildFailure, failureOfRefusal, messageOf, unreadableContext } from './build-failure.js';
import { buildSources } from './build-sources.js';
import { builderFacts } from './builder-facts.js';
import { BuildkitProgress } from './buildkit-progress.js';
import { decodeBuildkitStatus } from './buildkit-status.js';
import { checkBuilder } from './check-builder.js';
import { checkDockerfile } from './check-dockerfile.js';
import { fileSync } from './file-sync.js';
import { cacheEntry, entitlementsOf, frontendOptions, isRemote } from './frontend-options.js';
import { registryCredentialMethods } from './registry-credentials.js';
import { secretMethods } from './secret-methods.js';
import { solveRequest } from './solve-request.js';
import { type SshAgents, sshAgents } from './ssh-agents.js';

/** A build that BuildKit has been told how to ask for what it needs, but has not begun. */
export interface OpenedBuild {
  /** Throws a `BuildFailure`. */
  run(): AsyncGenerator<BuildNews>;
  /** Only looks for mistakes. Throws a `BuildFailure`, also where the builder cannot do that. */
  check(): Promise<readonly BuildWarning[]>;
  /** Whatever became of it. */
  close(): Promise<void>;
}

/** Undefined where the engine has no BuildKit that can be asked. Throws a `BuildFailure` when sources are missing. */
export async function openSolve(
  connection: EngineConnection,
  surroundings: Surroundings,
  spec: BuildSpec,
  signal: AbortSignal | undefined,
): Promise<OpenedBuild | undefined> {
  const { definition, secrets = {} } = spec;
  const local = await buildSources(definition).catch(unreadableContext);
  const agents = await sshAgents(definition.ssh ?? [], surroundings).catch((error: unknown) => {
    throw new BuildFailure(messageOf(error), {}, { cause: error });
  });
  const reads: FolderRead[] = [];
  const id = randomBytes(16).toString('hex');
  const opened = await openSession(connection, {
    id,
    name: `stack build ${spec.names[0]}`,
    sharedKey: sharedKeyOf(definition.context ?? ''),
    methods: {
      ...registryCredentialMethods(surroundings, signal),
      ...secretMethods(secrets),
      ...agents.methods,
      ...fileSync(local.sources, (read) => reads.push(read)),
    },
  }).catch(closingOnError(agents));
  if (opened.kind !== 'open') {
    await agents.close();
    return undefined;
  }
  const closeSession = async (): Promise<void> => {
    opened.session.close();
    await agents.close();
  };
  const client = await openGrpc(connection).catch(closingOnError({ close: closeSession }));
  if (client === undefined) {
    await closeSession();
    return undefined;
  }
  return {
    run: async function* () {
      const facts = await builderFacts(definition, client, connection, signal);
      for (const warning of checkBuilder(definition, facts)) yield { kind: 'warning', warning };
      const request = solveRequest({
        ref: id,
        session: id,
        names: spec.names,
        options: frontendOptions(spec, local.names, facts),
        cacheExports: (definition.cache_to ?? []).map(cacheEntry),
        cacheImports: (definition.cache_from ?? []).map(cacheEntry),
        entitlements: entitlementsOf(definition),
      });
      if (isRemote(definition.context))
        yield { kind: 'input', input: { kind: 'remote', url: definition.context ?? '' } };
      yield* solve(client, { id, request, place: local.dockerfilePlace }, signal);
      for (const read of reads) yield { kind: 'input', input: { kind: 'folder', read } };
    },
    check: async () => {
      const place = local.dockerfilePlace;
      try {
        const options = frontendOptions(spec, local.names);
        return await checkDockerfile(client, { id, options, place }, signal);
      } catch (error) {
        if (error instanceof Error && /unsupported (?:request|frontend)/.test(error.message))
          throw new BuildFailure(
            'the builder of this engine knows no checks, which those of Docker 27 and newer do',
            {},
            { cause: error },
          );
        throw failureOfRefusal(error, place);
      }
    },
    close: async () => {
      client.close();
      await closeSession();
    },
  };
}

const closingOnError =
  ({ close }: Pick<SshAgents, 'close'>) =>
  async (error: unknown): Promise<never> => {
    await close();
    throw error;
  };

/** How long the last words of a build that is over may take, in milliseconds. */
const lastWordsMs = 3000;

interface Solve {
  readonly id: string;
  readonly request: Buffer;
  /** Where the Dockerfile is, for people. */
  readonly place: string;
}

/** One call for the result, and one for what is told meanwhile. */
async function* solve(
  client: GrpcClient,
  { id, request, place }: Solve,
  signal: AbortSignal | undefined,
): AsyncGenerator<BuildNews> {
  const over = new AbortController();
  const stop = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
  const statusEnd = new AbortController();
  let told = false;
  const result = drain(client.call('/moby.buildkit.v1.Control/Solve', request, stop)).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let lastWords: NodeJS.Timeout | undefined;
  void result.then((failed) => {
    // A build that never began has nothing to say, and asking for it waits until one of that name does.
    if (failed !== undefined && !told) statusEnd.abort();
    else lastWords = setTimeout(() => statusEnd.abort(), lastWordsMs);
  });
  const progress = new BuildkitProgress(place);
  try {
    const statuses = client.call(
      '/moby.buildkit.v1.Control/Status',
      protobufMessage([[1, id]]),
      AbortSignal.any([stop, statusEnd.signal]),
    );
    for await (const message of asFarAsTheyCome(statuses)) {
      told = true;
      yield* progress.newWith(decodeBuildkitStatus(message));
    }
    signal?.throwIfAborted();
    const failed = await result;
    if (failed !== undefined) throw failureOfRefusal(failed.error, place);
  } finally {
    clearTimeout(lastWords);
    over.abort();
  }
}

/** What counts is the result; without a status there is only less to see. */
async function* asFarAsTheyCome(answers: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* answers;
  } catch {
    // It is the call for the result that tells.
  }
}

async function drain(answers: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of answers) {
    // The result is in the store of the engine.
  }
}

/** What the builder has of a folder is of use for the next build of it, and for no other. */
const sharedKeyOf = (context: string): string =>
  createHash('sha256').update(`${hostname()}:${context}`).digest('hex');
