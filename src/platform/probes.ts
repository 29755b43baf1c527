import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect, type Socket } from 'node:net';

/** How long one try may take, in milliseconds. */
const patienceMs = 3000;
/** How long a proxy takes, at most, to close a connection for which there is nobody, in milliseconds. */
const settlesMs = 150;
/** How much of an answer is looked at, in characters. */
const readCharacters = 1_000_000;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly isForwarded: boolean;
}

type Result =
  | { readonly kind: 'holds' }
  | { readonly kind: 'not yet'; readonly because: string }
  | { readonly kind: 'unreachable' };

/** Whether somebody listens. */
export function probeTcp({ host, port, isForwarded }: Target, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host, port, signal });
    const end = (result: Result): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    let timer = setTimeout(() => end({ kind: 'unreachable' }), patienceMs);
    socket.once('connect', () => {
      if (!isForwarded) {
        end({ kind: 'holds' });
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => end({ kind: 'holds' }), settlesMs);
      socket.once('data', () => end({ kind: 'holds' }));
      socket.once('close', () => end({ kind: 'not yet', because: `nobody is behind port ${port}` }));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) {
        clearTimeout(timer);
        reject(signal.reason);
      } else end(failure(error));
    });
  });
}

interface HttpQuestion {
  readonly path: string;
  readonly tls: boolean;
  /** Empty: all from 200 to 399. */
  readonly statuses: readonly number[];
  readonly body?: string;
}

/** Whether what is answered is what is expected. */
export function probeHttp(
  { host, port }: Target,
  { path, tls, statuses, body }: HttpQuestion,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const request = (tls ? requestHttps : requestHttp)({
      host,
      port,
      path,
      signal,
      agent: false,
      // What a service under test shows need not be signed by anybody.
      ...(tls && { rejectUnauthorized: false }),
      timeout: patienceMs,
    });
    let isLate = false;
    request.once('timeout', () => {
      isLate = true;
      request.destroy(new Error('it does not answer'));
    });
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      const isRight = statuses.length === 0 ? status >= 200 && status < 400 : statuses.includes(status);
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < readCharacters) text += part;
      });
      const end = (): void => {
        if (!isRight) resolve({ kind: 'not yet', because: `it answers with status ${status}` });
        else if (body !== undefined && !new RegExp(body, 'm').test(text))
          resolve({ kind: 'not yet', because: `what it answers does not match /${body}/` });
        else resolve({ kind: 'holds' });
      };
      response.once('end', end);
      response.once('error', () => resolve({ kind: 'not yet', because: 'its answer was cut off' }));
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(isLate ? { kind: 'not yet', because: 'it does not answer' } : failure(error));
    });
    request.end();
  });
}

/** Nobody listening is an answer; not getting there is none. */
function failure({ code, message }: NodeJS.ErrnoException): Result {
  const isAway = ['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'ENOTFOUND', 'EACCES'];
  if (code !== undefined && isAway.includes(code)) return { kind: 'unreachable' };
  return { kind: 'not yet', because: code === 'ECONNREFUSED' ? 'nobody listens' : message };
}
