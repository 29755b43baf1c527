import { createServer, request, type Server } from 'node:http';
import type { EngineAddress } from '../../scripts/engine/engine-address.js';
import { connectionOptions } from '../../scripts/engine/engine-request.js';

/** For example `POST /containers/create?name=x`, without the API version. */
export type RecordedCall = string;

/**
 * Stands between `stack` and the engine and writes down what is asked, so that a scenario can state which calls
 * a command makes. Upgraded connections (attach, BuildKit sessions) do not pass.
 */
export class RecordingProxy implements AsyncDisposable {
  readonly calls: RecordedCall[] = [];
  readonly #server: Server;

  private constructor(address: EngineAddress) {
    this.#server = createServer((incoming, outgoing) => {
      const { method = 'GET', url = '/', headers } = incoming;
      this.calls.push(`${method} ${url.replace(/^\/v\d+\.\d+(?=\/)/, '')}`);
      const upstream = request({ ...connectionOptions(address), method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      });
      upstream.on('error', () => outgoing.destroy());
      outgoing.on('close', () => upstream.destroy());
      incoming.pipe(upstream);
    });
  }

  static async listen(address: EngineAddress, socketPath: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(address);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(socketPath, resolve);
    });
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** The calls that change something on the engine. */
export function writingCalls(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  return calls.filter((call) => !/^(GET|HEAD) /.test(call));
}
