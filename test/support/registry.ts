import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of a registry as an engine needs to push images and pull them again. On the loopback of this machine. */
export class Registry implements AsyncDisposable {
  readonly #blobs = new Map<string, Buffer>();
  readonly #manifests = new Map<string, { readonly type: string; readonly content: Buffer }>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  static async listen(): Promise<Registry> {
    const registry = new Registry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  /** For example `127.0.0.1:40001`. */
  get host(): string {
    const address = this.#server.address() as AddressInfo;
    return `127.0.0.1:${address.port}`;
  }

  /** Tags that there are, as `repository:tag`. */
  get tags(): readonly string[] {
    return [...this.#manifests.keys()].filter((key) => !key.includes('sha256')).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request;
    const url = new URL(request.url ?? '/', 'http://registry');
    const [, name = '', kind = '', reference = ''] =
      /^\/v2\/(.+)\/(blobs|manifests)\/(.*)$/.exec(url.pathname) ?? [];
    if (kind === '') return void response.writeHead(200).end('{}');
    if (kind === 'blobs' && reference.startsWith('uploads'))
      return await this.#upload(url, name, request, response);
    if (kind === 'manifests' && method === 'PUT') {
      const content = await bytesOf(request);
      const manifest = { type: request.headers['content-type'] ?? '', content };
      this.#manifests.set(`${name}:${reference}`, manifest).set(`${name}:${digestOf(content)}`, manifest);
      return void response.writeHead(201, { 'Docker-Content-Digest': digestOf(content) }).end();
    }
    const manifest = this.#manifests.get(`${name}:${reference}`);
    const content = kind === 'blobs' ? this.#blobs.get(reference) : manifest?.content;
    if (content === undefined) {
      const code = kind === 'blobs' ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN';
      response.writeHead(404, { 'Content-Type': 'application/json' });
      return void response.end(JSON.stringify({ errors: [{ code, message: code }] }));
    }
    response.writeHead(200, {
      'Content-Length': content.length,
      'Content-Type': manifest?.type ?? 'application/octet-stream',
      'Docker-Content-Digest': digestOf(content),
    });
    response.end(method === 'HEAD' ? undefined : content);
  }

  /** Begun with POST, given with PATCH, ended with PUT, which may give the rest. */
  async #upload(url: URL, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const location = `/v2/${name}/blobs/uploads/${name.replaceAll('/', '-')}-${this.#blobs.size}-${this.#uploads++}`;
    if (request.method === 'POST') return void response.writeHead(202, { Location: location }).end();
    const part = await bytesOf(request);
    const content = Buffer.concat([this.#begun.get(url.pathname) ?? Buffer.alloc(0), part]);
    const digest = url.searchParams.get('digest');
    if (request.method === 'PUT' && digest !== null) {
      this.#blobs.set(digest, content);
      return void response.writeHead(201, { 'Docker-Content-Digest': digest }).end();
    }
    this.#begun.set(url.pathname, content);
    response.writeHead(202, { Location: url.pathname, Range: `0-${content.length - 1}` }).end();
  }

  readonly #begun = new Map<string, Buffer>();
  #uploads = 0;
}

const digestOf = (content: Buffer): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
