import { readFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { EngineAddress } from './engine-address.js';

export interface EngineCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Without a version: the engine then speaks its newest. */
  readonly path: string;
  readonly json?: unknown;
  readonly tar?: Uint8Array;
  /** Of the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
}

export interface EngineAnswer {
  readonly status: number;
  readonly body: string;
  /** The body as it came: logs are not text. */
  readonly bytes: Buffer;
}

/**
 * One HTTP exchange with the daemon. Deliberately not the product's adapter: what prepares and checks tests
 * must not share a mistake with what is tested. Rejects on transport errors and on timeout, never on a status.
 */
export async function requestEngine(address: EngineAddress, call: EngineCall): Promise<EngineAnswer> {
  const signal = AbortSignal.timeout(call.timeoutMs);
  const json = call.json === undefined ? undefined : JSON.stringify(call.json);
  const headers = {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.tar === undefined ? {} : { 'content-type': 'application/x-tar' }),
  };
  const options: RequestOptions = {
    ...connectionOptions(address),
    method: call.method ?? 'GET',
    path: call.path,
    headers,
    signal,
  };
  const send = address.kind === 'tcp' && address.certificates !== undefined ? tlsRequest : plainRequest;
  try {
    const outgoing = send(options);
    const response = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    outgoing.end(call.tar ?? json);
    const incoming = await response;
    const bytes = await buffer(incoming);
    return { status: incoming.statusCode ?? 0, body: bytes.toString(), bytes };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`${call.method ?? 'GET'} ${call.path}: no answer within ${call.timeoutMs / 1000} s`);
  }
}

/** How Node's http module reaches the engine; a Host header is needed on a Unix socket too. */
export function connectionOptions(address: EngineAddress): RequestOptions {
  switch (address.kind) {
    case 'unix':
      return { socketPath: address.socketPath, host: 'docker' };
    case 'tcp': {
      const { hostname, port, certificates } = address;
      if (certificates === undefined) return { host: hostname, port };
      const read = (name: string) => readFileSync(`${certificates}/${name}`);
      return { host: hostname, port, ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
    }
  }
}

/** Undefined when an engine answers here, else what went wrong, in a few words. */
export async function whyNoEngine(address: EngineAddress): Promise<string | undefined> {
  try {
    const { status, body } = await requestEngine(address, { path: '/_ping', timeoutMs: 3000 });
    return status === 200 ? undefined : `answered ${status}: ${body.trim().slice(0, 200)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
