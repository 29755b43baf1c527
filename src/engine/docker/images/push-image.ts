import { familiarName, parseImageReference } from '../../../model/image-reference.js';
import type { CallOptions, TransferProgress } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import type { Surroundings } from '../discovery/strategy.js';
import { failureOf } from '../failures/failure-of.js';
import { textAt } from '../json-value.js';
import { type PullTally, pullProgress, tallyAfter } from './pull-tally.js';
import { encodeHeader, registryAuth } from './registry-auth.js';

/** The engine wants this header of everybody, also of those who have no credentials. */
const noCredentials = encodeHeader({});

/** Pushes one tag of an image, with the credentials that the docker CLI would use. */
export async function* pushImage(
  connection: EngineConnection,
  surroundings: Surroundings,
  text: string,
  { signal }: CallOptions,
): AsyncGenerator<TransferProgress> {
  const reference = parseImageReference(text);
  const auth = await registryAuth(surroundings, reference.registry, signal);
  const request = {
    method: 'POST',
    path: `/images/${familiarName(reference)}/push`,
    query: { tag: reference.tag },
    headers: { 'X-Registry-Auth': auth ?? noCredentials },
  } as const;
  try {
    let tally: PullTally = new Map();
    for await (const line of textLines(await connection.open(request, signal))) {
      const message: unknown = JSON.parse(line);
      const refusal = textAt(message, 'errorDetail', 'message') ?? textAt(message, 'error');
      if (refusal !== undefined) throw new EngineError(refusal, failureOf(500, refusal));
      tally = tallyAfter(tally, message);
      yield pullProgress(tally);
    }
  } catch (error) {
    throw connection.failure(error, signal);
  }
}
