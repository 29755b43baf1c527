import { EngineError, type EngineFailure } from '../../engine-error.js';
import { textAt } from '../json-value.js';
import { describeConnectionFailure } from './connection-failure.js';
import { failureOf } from './failure-of.js';

/** What a call to the engine threw, as an `EngineError` in the engine's own words. */
export function toEngineError(error: unknown, host: string): EngineError {
  if (error instanceof EngineError) return error;
  const response = responseOf(error);
  if (response !== undefined) {
    return new EngineError(response.message, failureOf(response.status, response.message), { cause: error });
  }
  const { message, refused } = describeConnectionFailure(error);
  const failure: EngineFailure = refused
    ? { kind: 'unreachable', tried: [`${host}: ${message}`] }
    : { kind: 'connection-lost' };
  const text = refused
    ? `the Docker Engine at ${host} does not answer: ${message}`
    : `the connection to the Docker Engine was lost: ${message}`;
  return new EngineError(text, failure, { cause: error });
}

/** dockerode puts status and body of a refusal beside a message of its own making. */
function responseOf(error: unknown): { status: number; message: string } | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') {
    return undefined;
  }
  const json: unknown = 'json' in error ? error.json : undefined;
  const message = textAt(json, 'message') ?? error.message.replace(/^\(HTTP code \d+\) [^-]*- /, '');
  // The answer to a request for a head has no body.
  const said =
    message.trim() === '' ? `the Docker Engine refused with status ${error.statusCode}` : message.trim();
  return { status: error.statusCode, message: said };
}
