import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { probeHttp, probeTcp } from '../../src/platform/probes.js';

const never = new AbortController().signal;

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  return (address as AddressInfo).port;
}

const closedPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
};

describe('tcp', () => {
  it('holds where somebody listens, and tells that nobody does', async () => {
    const port = await portOf(createServer((socket) => socket.destroy()));
    const host = '127.0.0.1';
    expect(await probeTcp({ host, port, isForwarded: false }, never)).toEqual({ kind: 'holds' });
    expect(await probeTcp({ host, port: await closedPort(), isForwarded: false }, never)).toEqual({
      kind: 'not yet',
      because: 'nobody listens',
    });
  });

  it('a proxy that has nobody behind it closes what it has accepted', async () => {
    const host = '127.0.0.1';
    const proxy = await portOf(createServer((socket) => socket.end()));
    expect(await probeTcp({ host, port: proxy, isForwarded: true }, never)).toMatchObject({
      kind: 'not yet',
    });
    const open = await portOf(createServer((socket) => socket.on('error', () => undefined)));
    expect(await probeTcp({ host, port: open, isForwarded: true }, never)).toEqual({ kind: 'holds' });
  });

  it('gives up when it is called off', async () => {
    const called = AbortSignal.abort(new Error('called off'));
    await expect(probeTcp({ host: '127.0.0.1', port: 1, isForwarded: false }, called)).rejects.toThrow(
      'called off',
    );
  });
});

describe('http', () => {
  const server = () =>
    createHttp((request, response) => {
      response.statusCode = request.url === '/ok' ? 200 : request.url === '/moved' ? 302 : 503;
      response.end('status: up\n');
    });
  const question = { path: '/ok', tls: false, statuses: [] };

  it('holds when status and body are as expected', async () => {
    const target = { host: '127.0.0.1', port: await portOf(server()), isForwarded: false };
    const ask = (changes: Partial<Parameters<typeof probeHttp>[1]>) =>
      probeHttp(target, { ...question, ...changes }, never);
    expect(await ask({})).toEqual({ kind: 'holds' });
    expect(await ask({ path: '/moved' })).toEqual({ kind: 'holds' });
    expect(await ask({ path: '/broken' })).toMatchObject({ because: 'it answers with status 503' });
    expect(await ask({ path: '/broken', statuses: [503] })).toEqual({ kind: 'holds' });
    expect(await ask({ statuses: [204] })).toMatchObject({ because: 'it answers with status 200' });
    expect(await ask({ body: '^status: up$' })).toEqual({ kind: 'holds' });
    expect(await ask({ body: 'down' })).toMatchObject({ because: 'what it answers does not match /down/' });
  });

  it('tells what keeps it from an answer', async () => {
    const target = { host: '127.0.0.1', isForwarded: false };
    expect(await probeHttp({ ...target, port: await closedPort() }, question, never)).toEqual({
      kind: 'not yet',
      because: 'nobody listens',
    });
    const cut = await portOf(createServer((socket) => socket.destroy()));
    expect(await probeHttp({ ...target, port: cut }, question, never)).toMatchObject({ kind: 'not yet' });
  });
});
