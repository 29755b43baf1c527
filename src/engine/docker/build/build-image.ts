import type { Build } from '../../../model/project.js';
import type { BuildNews, BuildSpec, BuildWarning, CallOptions } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { proxyVariables } from '../discovery/proxy-variables.js';
import type { Surroundings } from '../discovery/strategy.js';
import { archiveBuild } from './archive-build.js';
import { BuildFailure } from './build-failure.js';
import { FailedOutput } from './failed-output.js';
import { openSolve } from './solve-build.js';

/** Builds on the engine. Throws an `EngineError` of kind `build-failed` with the output that shows why. */
export async function* buildImage(
  connection: EngineConnection,
  surroundings: Surroundings,
  spec: BuildSpec,
  { signal }: CallOptions,
): AsyncGenerator<BuildNews> {
  const output = new FailedOutput();
  try {
    for await (const progress of progressOf(connection, surroundings, spec, signal)) {
      output.note(progress);
      yield progress;
    }
  } catch (error) {
    if (error instanceof BuildFailure && signal?.aborted !== true) {
      const failure = { kind: 'build-failed', ...output.told(), ...error.where } as const;
      throw new EngineError(error.message, failure, { cause: error });
    }
    const failure = connection.failure(error, signal);
    // A Dockerfile that cannot be read is refused with 400 or 500 before there is any output.
    const refused = failure instanceof EngineError && isRefusal(failure);
    throw refused
      ? new EngineError(failure.message, { kind: 'build-failed', ...output.told() }, { cause: failure })
      : failure;
  }
}

/** Looks for mistakes in a Dockerfile. Throws an `EngineError` of kind `build-failed`, also where the engine cannot. */
export async function checkBuild(
  connection: EngineConnection,
  surroundings: Surroundings,
  spec: BuildSpec,
  { signal }: CallOptions,
): Promise<readonly BuildWarning[]> {
  try {
    const opened = await openSolve(connection, surroundings, spec, signal);
    if (opened === undefined) throw new BuildFailure('this engine has no BuildKit, which does the checks');
    try {
      return await opened.check();
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof BuildFailure) || signal?.aborted === true) throw connection.failure(error, signal);
    throw new EngineError(
      error.message,
      { kind: 'build-failed', output: [], ...error.where },
      { cause: error },
    );
  }
}

async function* progressOf(
  connection: EngineConnection,
  surroundings: Surroundings,
  given: BuildSpec,
  signal: AbortSignal | undefined,
): AsyncGenerator<BuildNews> {
  const proxies = await proxyVariables(surroundings, connection.host);
  const spec = {
    ...given,
    definition: { ...given.definition, args: withProxies(proxies, given.definition) },
  };
  const opened = await openSolve(connection, surroundings, spec, signal);
  if (opened === undefined) {
    yield* archiveBuild(connection, surroundings, spec, signal);
    return;
  }
  try {
    yield* opened.run();
  } finally {
    await opened.close();
  }
}

/** For the builder, capital and small letters are the same variable: one that the definition has counts for both. */
function withProxies(
  proxies: Readonly<Record<string, string>>,
  { args = {} }: Build,
): Readonly<Record<string, string | null>> {
  const own = new Set(Object.keys(args).map((name) => name.toLowerCase()));
  const others = Object.entries(proxies).filter(([name]) => !own.has(name.toLowerCase()));
  return { ...Object.fromEntries(others), ...args };
}

function isRefusal({ failure }: EngineError): boolean {
  return failure.kind === 'invalid-request' || failure.kind === 'server-error';
}
