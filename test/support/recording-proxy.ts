import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EngineAddress } from '../../scripts/engine/engine-address.js';
import { connectionOptions } from '../../scripts/engine/engine-request.js';

/** For example `POST /containers/create?name=x`, without the API version. */
export type RecordedCall = string;

/** `refuse`: what would be another protocol is said not to be there, as by an engine that knows none. */
type Fate = 'pass' | 'cut' | 'refuse';

/** Asked when the engine has answered a call: whether the answer goes on to `stack`, or the connection is cut. */
export type OnAnswer = (call: RecordedCall) => Fate | Promise<Fate>;

/**
 * Stands between `stack` and the engine and writes down what is asked, so that a scenario can state which calls
 * a command makes, or make trouble at one of them.
 */
export class RecordingProxy implements AsyncDisposable {
  readonly calls: RecordedCall[] = [];
  readonly #server: Server;
  readonly #upgraded = new Set<Duplex>();
  readonly #onAnswer: OnAnswer;

  private constructor(address: EngineAddress, onAnswer: OnAnswer) {
    this.#onAnswer = onAnswer;
    this.#server = createServer((incoming, outgoing) => this.#exchange(address, incoming, outgoing));
    this.#server.on('upgrade', (incoming, socket) => this.#upgrade(address, incoming, socket));
  }

  static async listen(
    address: EngineAddress,
    socketPath: string,
    onAnswer: OnAnswer = () => 'pass',
  ): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(address, onAnswer);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(socketPath, resolve);
    });
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    for (const socket of this.#upgraded) socket.destroy();
    await closed;
  }

  #exchange(address: EngineAddress, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { upstream, call } = this.#forward(address, incoming);
    upstream.on('response', async (answer) => {
      if ((await this.#onAnswer(call)) === 'cut') {
        answer.destroy();
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }

  /** From the engine's 101 on, both ends speak another protocol. */
  #upgrade(address: EngineAddress, incoming: IncomingMessage, socket: Duplex): void {
    const { upstream, call } = this.#forward(address, incoming);
    upstream.on('upgrade', async (answer, engine, head) => {
      for (const end of [socket, engine]) this.#upgraded.add(end.on('error', () => end.destroy()));
      const fate = await this.#onAnswer(call);
      if (fate === 'refuse') socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
      if (fate !== 'pass') {
        if (fate === 'cut') socket.destroy();
        engine.destroy();
        return;
      }
      socket.write(`HTTP/1.1 101 ${answer.statusMessage}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`);
      socket.write(head);
      socket.pipe(engine).pipe(socket);
      socket.on('close', () => engine.destroy());
      engine.on('close', () => socket.destroy());
    });
    upstream.on('response', (answer) => {
      socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n`);
      socket.write(`Content-Type: application/json\r\n\r\n`);
      answer.pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    upstream.end();
  }

  #forward(address: EngineAddress, { method = 'GET', url = '/', headers }: IncomingMessage) {
    const call = `${method} ${url.replace(/^\/v\d+\.\d+(?=\/)/, '')}`;
    this.calls.push(call);
    return { call, upstream: request({ ...connectionOptions(address), method, path: url, headers }) };
  }
}

/** The calls that change something on the engine. */
export function writingCalls(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return calls.filter((call) => !/^(GET|HEAD) /.test(call));
}
