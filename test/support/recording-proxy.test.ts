import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requestEngine } from '../../scripts/engine/engine-request.js';
import { RecordingProxy, writingCalls } from './recording-proxy.js';

let folder: string;
let engine: Server;

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/recording-proxy-`);
  engine = createServer((request, response) => {
    request.pipe(response.writeHead(201, { 'x-method': request.method }));
  });
  await new Promise<void>((resolve) => engine.listen(`${folder}/engine.sock`, resolve));
});

afterEach(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

test('the proxy passes bodies and statuses on, and writes down calls without the API version', async () => {
  const behind = { kind: 'unix', socketPath: `${folder}/engine.sock` } as const;
  await using proxy = await RecordingProxy.listen(behind, `${folder}/proxy.sock`);
  const front = { kind: 'unix', socketPath: `${folder}/proxy.sock` } as const;
  const post = { method: 'POST', path: '/v1.41/containers/create?name=a', json: { Image: 'b' } } as const;
  const answer = await requestEngine(front, { ...post, timeoutMs: 5000 });
  await requestEngine(front, { path: '/_ping', timeoutMs: 5000 });
  expect(answer).toMatchObject({ status: 201, body: '{"Image":"b"}' });
  expect(proxy.calls).toEqual(['POST /containers/create?name=a', 'GET /_ping']);
});

test('writingCalls leaves out what only reads', () => {
  const calls = ['GET /containers/json', 'HEAD /_ping', 'POST /containers/x/start', 'DELETE /networks/y'];
  expect(writingCalls(calls)).toEqual(['POST /containers/x/start', 'DELETE /networks/y']);
});
