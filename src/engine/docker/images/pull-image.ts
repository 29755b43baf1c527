import { familiarName, parseImageReference } from '../../../model/image-reference.js';
import type { CallOptions, TransferProgress } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import type { Surroundings } from '../discovery/strategy.js';
import { failureOf } from '../failures/failure-of.js';
import { textAt } from '../json-value.js';
import { type PullTally, pullProgress, tallyAfter } from './pull-tally.js';
import { registryAuth } from './registry-auth.js';

/** Pulls one image, with the credentials that the docker CLI would use. */
export async function* pullImage(
  connection: EngineConnection,
  surroundings: Surroundings,
  text: string,
  { signal, platform }: CallOptions & { readonly platform?: string },
): AsyncGenerator<TransferProgress> {
  const reference = parseImageReference(text);
  const auth = await registryAuth(surroundings, reference.registry, signal);
  const query = {
    fromImage: familiarName(reference),
    // Without one the engine would fetch every tag that the repository has.
    tag: reference.digest ?? reference.tag,
    platform,
  };
  try {
    const response = await connection.open(
      {
        method: 'POST',
        path: '/images/create',
        query,
        headers: auth === undefined ? {} : { 'X-Registry-Auth': auth },
      },
      signal,
    );
    let tally: PullTally = new Map();
    for await (const line of textLines(response)) {
      const message: unknown = JSON.parse(line);
      const refusal = textAt(message, 'errorDetail', 'message') ?? textAt(message, 'error');
      if (refusal !== undefined) throw new EngineError(refusal, failureOf(500, refusal));
      tally = tallyAfter(tally, message);
      yield pullProgress(tally);
    }
  } catch (error) {
    throw namingImage(connection.failure(error, signal), text);
  }
}

/** The engine does not always say which image it is that is not there. */
function namingImage(error: unknown, image: string): unknown {
  if (!(error instanceof EngineError)) return error;
  const { kind } = error.failure;
  if (kind !== 'not-found' && kind !== 'image-not-found') return error;
  return new EngineError(error.message, { kind: 'image-not-found', image }, { cause: error });
}
