import { writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectDocker } from '../../../src/engine/docker/connect.js';
import { listening } from './connection/listening.js';

describe('connecting', () => {
  it('speaks the version that both know, from then on', async () => {
    const paths: (string | undefined)[] = [];
    const { request } = await listening('1.47', ({ url }, response) => {
      paths.push(url);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
    });
    const engine = await connectDocker(request);
    await engine.containers.list({});
    expect(paths[0]).toMatch(/^\/v1\.47\/containers\/json\?/);
  });

  it('refuses an engine that is too old', async () => {
    const { request } = await listening('1.40');
    await expect(connectDocker(request)).rejects.toMatchObject({ failure: { kind: 'api-too-old' } });
  });

  it('says when what listens is not an engine', async () => {
    const { request } = await listening(undefined);
    await expect(connectDocker(request)).rejects.toMatchObject({
      failure: { kind: 'unreachable', tried: [expect.stringContaining('not a Docker Engine')] },
    });
  });

  it('says when nothing listens on a socket that is there', async () => {
    const { request, path, server } = await listening('1.51');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await writeFile(path, '');
    await expect(connectDocker(request)).rejects.toMatchObject({
      failure: { tried: [expect.stringContaining('connection refused')] },
    });
  });

  it('rejects with the reason when the caller aborts', async () => {
    const reason = new Error('enough');
    const { request } = await listening('1.51');
    await expect(connectDocker({ ...request, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a connection', () => {
  it('that breaks during a call which may have taken place is lost', async () => {
    const { request } = await listening('1.51', ({ socket }) => socket.destroy());
    const engine = await connectDocker(request);
    const spec = { definition: { name: 'net' }, labels: {} };
    await expect(engine.networks.create(spec)).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
  });

  it('that breaks once while something is only read is taken up again', async () => {
    let breaks = 1;
    const { request } = await listening('1.51', ({ socket }, response) => {
      if (breaks-- > 0) socket.destroy();
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]');
    });
    const away: string[] = [];
    const engine = await connectDocker({ ...request, away: (message) => away.push(message) });
    onTestFinished(() => engine.close());
    expect(await engine.containers.list({})).toEqual([]);
    expect(away).toHaveLength(1);
  });

  it('that the engine ends while events are read is lost', async () => {
    const { request } = await listening('1.51', (_request, response) => {
      response.writeHead(200).flushHeaders();
      response.end();
    });
    const events = await (await connectDocker(request)).events({});
    await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      failure: { kind: 'connection-lost' },
    });
  });

  it('gives up a call that the caller aborts, with the reason', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const { request } = await listening('1.51', () => controller.abort(reason));
    const engine = await connectDocker(request);
    await expect(engine.containers.list({}, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('that was closed takes no further calls', async () => {
    const { request } = await listening('1.51');
    const engine = await connectDocker(request);
    engine.close();
    await expect(engine.containers.list({})).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
  });

  it('carries many calls at once under one signal, beside a stream that stays open', async () => {
    const { request } = await listening('1.51', ({ url }, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      if (url?.includes('/events')) response.flushHeaders();
      else response.end('[]');
    });
    const engine = await connectDocker(request);
    onTestFinished(() => engine.close());
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', onWarning);
    onTestFinished(() => void process.removeListener('warning', onWarning));
    const { signal } = new AbortController();
    await engine.events({}, { signal });
    const lists = await Promise.all(Array.from({ length: 60 }, () => engine.containers.list({}, { signal })));
    expect(lists).toHaveLength(60);
    // Node takes many listeners on one signal for a leak and says so on the user's terminal.
    expect(warnings).toEqual([]);
  });

  it('passes on credentials only where the caller asks for a pull', async () => {
    const seen: (string | undefined)[] = [];
    const { request } = await listening('1.51', ({ url, headers }, response) => {
      seen.push(`${url} ${headers['x-registry-auth'] ?? ''}`.trim());
      response.writeHead(200).end('{"status":"Pulling fs layer","id":"a"}\n');
    });
    const engine = await connectDocker(request);
    for await (const { layers } of engine.images.pull('team/app')) expect(layers).toBe(1);
    expect(seen).toEqual(['/v1.51/images/create?fromImage=team%2Fapp&tag=latest']);
  });
});
