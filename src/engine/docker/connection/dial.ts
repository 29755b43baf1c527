import { IncomingMessage } from 'node:http';
import { Duplex, type Readable } from 'node:stream';
import type Docker from 'dockerode';

/** A request whose answer is read as a stream, or whose response head matters. */
export interface StreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD';
  /** Below the API version, for example `/events`. */
  readonly path: string;
  /** Lists are repeated; undefined values are left out. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: { readonly content: Readable; readonly type: string };
  /** Base64url of the JSON that the engine takes as `X-Registry-Auth` or `X-Registry-Config`. */
  readonly headers?: Readonly<Record<string, string>>;
}

type QueryValue = string | number | boolean | readonly string[] | undefined;

/** dockerode's own calls hide the head of the response and read all of the answer before giving any of it. */
export async function dial(
  docker: Docker,
  { method, path, query = {}, body, headers = {} }: StreamRequest,
  abort: { readonly abortSignal?: AbortSignal },
): Promise<IncomingMessage> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const { promise, resolve, reject } = deferred<IncomingMessage>();
  docker.modem.dial(
    {
      method,
      path: `${path}?`,
      // An empty body, because docker-modem would otherwise send the query a second time as JSON.
      options: { _query: given, _body: {} },
      headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': body.type }) },
      ...(body === undefined ? {} : { file: body.content }),
      isStream: true,
      statusCodes: { 200: true },
      ...abort,
    },
    (error, response) => {
      if (error !== null) reject(error);
      else if (response instanceof IncomingMessage) resolve(response);
      else reject(new Error('the engine gave no response to read'));
    },
  );
  return await promise;
}

export interface JsonRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** For calls of which dockerode's own throws part of the answer away, or takes no signal. */
export async function requestJson(
  docker: Docker,
  { method, path, query = {}, body = {}, headers = {} }: JsonRequest,
  abort: { readonly abortSignal?: AbortSignal },
): Promise<unknown> {
  const { promise, resolve, reject } = deferred<unknown>();
  const options = { _query: query, _body: body };
  const statusCodes = { 200: true, 201: true };
  docker.modem.dial(
    { method, path: `${path}?`, options, headers, statusCodes, ...abort },
    (error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    },
  );
  return await promise;
}

export interface UpgradeRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: Buffer;
}

/**
 * Turns a connection into one that the engine speaks another protocol on. No signal: such a connection outlives
 * the call.
 */
export async function upgrade(
  docker: Docker,
  { path, query = {}, headers = {}, body = Buffer.alloc(0) }: UpgradeRequest,
): Promise<Duplex> {
  const { promise, resolve, reject } = deferred<Duplex>();
  docker.modem.dial(
    // An empty body with a length, because a chunked one has an end, which would be read as the other protocol.
    {
      method: 'POST',
      path: Object.keys(query).length === 0 ? path : `${path}?`,
      options: { _query: query, _body: {} },
      headers: { ...headers },
      file: body,
      hijack: true,
      statusCodes: {},
    },
    (error, socket) => {
      if (error !== null) reject(error);
      else if (socket instanceof Duplex) resolve(socket);
      else reject(new Error('the engine did not take up the other protocol'));
    },
  );
  return await promise;
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
