import { fullName, parseImageReference } from '../../../model/image-reference.js';
import type { CallOptions } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import type { Surroundings } from '../discovery/strategy.js';
import { textAt } from '../json-value.js';
import { registryAuth } from './registry-auth.js';

/** Asks the registry by way of the engine, whose mirrors and insecure registries count. */
export async function pinImage(
  connection: EngineConnection,
  surroundings: Surroundings,
  text: string,
  { signal }: CallOptions = {},
): Promise<string> {
  const reference = parseImageReference(text);
  const name = fullName(reference);
  if (reference.digest !== undefined) return name;
  // The name becomes part of a path: whatever leads out of it would be another call.
  if (!/^[\w.:-]+(?:\/\w[\w.:-]*)+$/.test(name)) {
    throw new EngineError('invalid reference format', { kind: 'invalid-request' });
  }
  const auth = await registryAuth(surroundings, reference.registry, signal);
  const answer = await connection.call(signal, (docker, abort) =>
    requestJson(
      docker,
      {
        method: 'GET',
        path: `/distribution/${name}/json`,
        headers: auth === undefined ? {} : { 'X-Registry-Auth': auth },
      },
      abort,
    ),
  );
  const digest = textAt(answer, 'Descriptor', 'digest');
  if (digest !== undefined) return `${name}@${digest}`;
  throw new EngineError('the engine gave no digest', { kind: 'invalid-request' });
}
