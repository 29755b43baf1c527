import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dockerContext } from '../../../../src/engine/docker/discovery/docker-context.js';
import { dockerHost } from '../../../../src/engine/docker/discovery/docker-host.js';
import { podmanSockets, userSockets } from '../../../../src/engine/docker/discovery/well-known-sockets.js';

async function home(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-home-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

function contextFiles(name: string, host: string, tls: Readonly<Record<string, string>> = {}) {
  const id = createHash('sha256').update(name).digest('hex');
  const metadata = { Name: name, Endpoints: { docker: { Host: host } } };
  const tlsFiles = Object.entries(tls).map(([file, text]) => [
    `.docker/contexts/tls/${id}/docker/${file}`,
    text,
  ]);
  return {
    [`.docker/contexts/meta/${id}/meta.json`]: JSON.stringify(metadata),
    ...Object.fromEntries(tlsFiles),
  };
}

describe('DOCKER_HOST', () => {
  it('says nothing when it is not set or empty', async () => {
    expect(await dockerHost({ env: { DOCKER_HOST: '' }, homeDir: '/nowhere' })).toEqual({
      kind: 'possible',
      endpoints: [],
    });
  });

  it('chooses the engine', async () => {
    expect(await dockerHost({ env: { DOCKER_HOST: 'unix:///x.sock' }, homeDir: '/nowhere' })).toMatchObject({
      kind: 'chosen',
      by: 'DOCKER_HOST',
      endpoint: { kind: 'socket', path: '/x.sock' },
    });
  });

  it('cannot be used when it is no address', async () => {
    expect(await dockerHost({ env: { DOCKER_HOST: 'ftp://x' }, homeDir: '/nowhere' })).toMatchObject({
      kind: 'unusable',
      reason: expect.stringContaining('ftp://x'),
    });
  });

  it('with DOCKER_TLS_VERIFY takes the certificates of DOCKER_CERT_PATH', async () => {
    const homeDir = await home({ 'certs/ca.pem': 'CA', 'certs/cert.pem': 'CERT', 'certs/key.pem': 'KEY' });
    const env = {
      DOCKER_HOST: 'tcp://box',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: join(homeDir, 'certs'),
    };
    expect(await dockerHost({ env, homeDir })).toMatchObject({
      endpoint: { port: 2376, tls: { verify: true, ca: Buffer.from('CA'), key: Buffer.from('KEY') } },
    });
  });

  it('names the certificate file that is missing', async () => {
    const env = { DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nowhere' };
    expect(await dockerHost({ env, homeDir: '/nowhere' })).toMatchObject({
      kind: 'unusable',
      reason: expect.stringMatching(/\/nowhere\/\w+\.pem/),
    });
  });
});

describe('the docker context', () => {
  it('is the one that the docker CLI has in use', async () => {
    const homeDir = await home({
      '.docker/config.json': '{"currentContext":"work"}',
      ...contextFiles('work', 'ssh://box'),
    });
    expect(await dockerContext({ env: {}, homeDir })).toMatchObject({
      kind: 'chosen',
      by: 'docker context work',
      endpoint: { kind: 'ssh' },
    });
  });

  it('is the one of DOCKER_CONTEXT before the one in use', async () => {
    const homeDir = await home({
      '.docker/config.json': '{"currentContext":"work"}',
      ...contextFiles('other', 'unix:///other.sock'),
    });
    expect(await dockerContext({ env: { DOCKER_CONTEXT: 'other' }, homeDir })).toMatchObject({
      by: 'docker context other (DOCKER_CONTEXT)',
      endpoint: { path: '/other.sock' },
    });
  });

  it('brings its certificates', async () => {
    const homeDir = await home({
      '.docker/config.json': '{"currentContext":"work"}',
      ...contextFiles('work', 'tcp://box:2376', { 'ca.pem': 'CA' }),
    });
    expect(await dockerContext({ env: {}, homeDir })).toMatchObject({
      endpoint: { tls: { verify: true, ca: Buffer.from('CA') } },
    });
  });

  it('cannot be used when there is none of that name', async () => {
    const finding = await dockerContext({ env: { DOCKER_CONTEXT: 'gone' }, homeDir: '/nowhere' });
    expect(finding).toMatchObject({ kind: 'unusable', reason: 'there is no such docker context' });
  });

  it.each([{}, { DOCKER_CONTEXT: 'default' }])('says nothing when it is the default one: %j', async (env) => {
    expect(await dockerContext({ env, homeDir: '/nowhere' })).toEqual({ kind: 'possible', endpoints: [] });
  });
});

describe('well-known sockets', () => {
  it('are those of the runtime folder only when there is one', async () => {
    const withFolder = { env: { XDG_RUNTIME_DIR: '/run/user/7' }, homeDir: '/home/me' };
    const without = { env: {}, homeDir: '/home/me' };
    expect((await userSockets(withFolder)) satisfies object).toMatchObject({
      endpoints: [
        { path: '/run/user/7/docker.sock' },
        { path: '/home/me/.docker/run/docker.sock' },
        { path: '/home/me/.docker/desktop/docker.sock' },
      ],
    });
    expect(await podmanSockets(without)).toMatchObject({ endpoints: [{ path: '/run/podman/podman.sock' }] });
  });
});
