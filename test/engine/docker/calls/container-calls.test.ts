import { describe, expect, it } from 'vitest';
import { connectDocker } from '../../../../src/engine/docker/connect.js';
import { containerId } from '../../../../src/model/names.js';
import { listening, scripted } from '../connection/listening.js';
import { makeSpec } from '../translate/make-spec.js';

describe('a container with several networks on an engine that takes one at creation', () => {
  const networks = ['one', 'two'].map((network) => ({ network, aliases: [], settings: {} }));
  const spec = makeSpec({}, { networks });
  const created = { 'POST /containers/create': { status: 201, body: { Id: 'abc', Warnings: ['mind'] } } };

  it('is connected to the others before it is handed out', async () => {
    const { asked, answer } = scripted({ ...created, 'POST /networks/two/connect': { status: 200 } });
    const engine = await connectDocker((await listening('1.41', answer)).request);
    expect(await engine.containers.create(spec)).toEqual({ id: 'abc', warnings: ['mind'] });
    expect(asked).toEqual(['POST /containers/create', 'POST /networks/two/connect']);
  });

  it('is taken away again when that fails', async () => {
    const { asked, answer } = scripted({
      ...created,
      'POST /networks/two/connect': { status: 404, body: { message: 'network two not found' } },
      'DELETE /containers/abc': { status: 204 },
    });
    const engine = await connectDocker((await listening('1.41', answer)).request);
    await expect(engine.containers.create(spec)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    expect(asked.at(-1)).toBe('DELETE /containers/abc');
  });
});

describe('a port that is taken', () => {
  const refused = {
    'POST /containers/abc/start': {
      status: 500,
      body: { message: 'Bind for 127.0.0.1:8080 failed: port is already allocated' },
    },
  };
  const publishing = (IP: string) => ({
    Id: 'def',
    Names: ['/other'],
    Status: 'Up 2 seconds',
    Ports: [{ IP, PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }],
  });

  it.each([
    ['0.0.0.0', 'other'],
    ['127.0.0.1', 'other'],
    ['192.0.2.1', undefined],
  ])('on another container at %s has %s for its owner', async (ip, owner) => {
    const list = { 'GET /containers/json': { status: 200, body: [publishing(ip)] } };
    const { answer } = scripted({ ...refused, ...list });
    const engine = await connectDocker((await listening('1.51', answer)).request);
    const failure = { kind: 'port-in-use', hostIp: '127.0.0.1', port: 8080, ...(owner ? { owner } : {}) };
    await expect(engine.containers.start(containerId('abc'))).rejects.toHaveProperty('failure', failure);
  });

  it('is told even when the owner cannot be looked up', async () => {
    const { answer } = scripted(refused);
    const engine = await connectDocker((await listening('1.51', answer)).request);
    await expect(engine.containers.start(containerId('abc'))).rejects.toMatchObject({
      failure: { kind: 'port-in-use', port: 8080 },
    });
  });
});

it('a removal that somebody else has begun is waited for', async () => {
  const { asked, answer } = scripted({
    'DELETE /containers/abc': {
      status: 409,
      body: { message: 'removal of container abc is already in progress' },
    },
    'POST /containers/abc/wait': { status: 200, body: { StatusCode: 0 } },
  });
  const engine = await connectDocker((await listening('1.51', answer)).request);
  await engine.containers.remove(containerId('abc'));
  expect(asked).toEqual(['DELETE /containers/abc', 'POST /containers/abc/wait']);
});
