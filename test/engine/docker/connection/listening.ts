import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Something that listens on a socket as an engine of that API version would; `answer` deals with all but pings. */
export async function listening(api: string | undefined, answer: RequestListener = () => undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'stack-socket-'));
  const path = join(folder, 'docker.sock');
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/_ping') !== true) answer(request, response);
    else response.writeHead(200, api === undefined ? {} : { 'Api-Version': api }).end('OK');
  }).listen(path);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return { server, request: { env: { DOCKER_HOST: `unix://${path}` }, homeDir: '/nowhere' }, path };
}

/** Answers by `METHOD path` (without version and query), and keeps what was asked. */
export function scripted(
  answers: Readonly<Record<string, { readonly status: number; readonly body?: unknown }>>,
) {
  const asked: string[] = [];
  const answer: RequestListener = ({ method, url }, response) => {
    const what = `${method} ${url?.replace(/^\/v[\d.]+/, '').replace(/\?.*$/, '')}`;
    asked.push(what);
    const { status, body } = answers[what] ?? { status: 500, body: { message: `unexpected: ${what}` } };
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  return { asked, answer };
}
