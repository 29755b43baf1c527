import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allRegistryAuths, registryAuth } from '../../../../src/engine/docker/images/registry-auth.js';

const basic = (user: string, password: string) => Buffer.from(`${user}:${password}`).toString('base64');

/** A configuration folder, with a credential helper that gives what `helper` prints. */
async function surroundings(config: object, helper = '') {
  const folder = await mkdtemp(join(tmpdir(), 'stack-auth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const program = join(folder, 'docker-credential-test');
  await writeFile(program, `#!/bin/sh\nread -r server || true\n${helper}\n`);
  await chmod(program, 0o755);
  return { env: { DOCKER_CONFIG: folder, PATH: `${folder}:/usr/bin:/bin` }, homeDir: '/nowhere' };
}

const decoded = (header: string | undefined): unknown =>
  header === undefined ? undefined : JSON.parse(Buffer.from(header, 'base64url').toString());

describe('credentials for a registry', () => {
  it('are what docker login left behind; a password may hold colons', async () => {
    const given = await surroundings({ auths: { 'ghcr.io': { auth: basic('me', 'a:b') } } });
    expect(decoded(await registryAuth(given, 'ghcr.io'))).toEqual({
      username: 'me',
      password: 'a:b',
      serveraddress: 'ghcr.io',
    });
    expect(await registryAuth(given, 'quay.io')).toBeUndefined();
  });

  it.each(['a', 'ab', 'abc'])('are padded, whatever their length: %s', async (user) => {
    const given = await surroundings({ auths: { 'ghcr.io': { auth: basic(user, 'x') } } });
    const header = await registryAuth(given, 'ghcr.io');
    expect((header ?? '').length % 4).toBe(0);
    expect(decoded(header)).toMatchObject({ username: user });
  });

  it('for docker.io are kept under the address of its index', async () => {
    const given = await surroundings({
      auths: { 'https://index.docker.io/v1/': { auth: basic('me', 'x') } },
    });
    expect(decoded(await registryAuth(given, 'docker.io'))).toMatchObject({ username: 'me' });
  });

  it('come from the credential helper that the registry has', async () => {
    const given = await surroundings(
      { credHelpers: { 'ghcr.io': 'test' } },
      `printf '{"ServerURL":"%s","Username":"helped","Secret":"s"}' "$server"`,
    );
    expect(decoded(await registryAuth(given, 'ghcr.io'))).toMatchObject({
      username: 'helped',
      password: 's',
    });
  });

  it('are those of DOCKER_AUTH_CONFIG before all others', async () => {
    const given = await surroundings({
      auths: { 'ghcr.io': { auth: basic('file', 'x') }, 'quay.io': { auth: basic('file', 'x') } },
    });
    const auths = { 'ghcr.io': { auth: basic('variable', 'y') } };
    const env = { ...given.env, DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) };
    expect(decoded(await registryAuth({ ...given, env }, 'ghcr.io'))).toMatchObject({ username: 'variable' });
    expect(decoded(await registryAuth({ ...given, env }, 'quay.io'))).toMatchObject({ username: 'file' });
    expect(decoded(await allRegistryAuths({ ...given, env }))).toMatchObject({
      'ghcr.io': { username: 'variable' },
    });
    const broken = { ...given.env, DOCKER_AUTH_CONFIG: '{' };
    expect(decoded(await registryAuth({ ...given, env: broken }, 'ghcr.io'))).toMatchObject({
      username: 'file',
    });
  });

  it('may be an identity token', async () => {
    const given = await surroundings({ credsStore: 'test' }, `printf '{"Username":"<token>","Secret":"t"}'`);
    expect(decoded(await registryAuth(given, 'ghcr.io'))).toMatchObject({ identitytoken: 't' });
  });

  it('are none when the helper has none or is missing', async () => {
    const without = await surroundings({ credsStore: 'test' }, 'echo "credentials not found"; exit 1');
    const missing = await surroundings({ credsStore: 'nosuch' });
    expect(await registryAuth(without, 'ghcr.io')).toBeUndefined();
    expect(await registryAuth(missing, 'ghcr.io')).toBeUndefined();
  });

  it('never run a helper whose name is a path', async () => {
    const given = await surroundings({ credsStore: '../test' }, `printf '{"Username":"u","Secret":"s"}'`);
    expect(await registryAuth(given, 'ghcr.io')).toBeUndefined();
  });

  it('for a build are those of all registries', async () => {
    const given = await surroundings({
      auths: { 'ghcr.io': { auth: basic('a', '1') }, 'quay.io': { auth: basic('b', '2') } },
    });
    expect(decoded(await allRegistryAuths(given))).toMatchObject({
      'ghcr.io': { username: 'a' },
      'quay.io': { username: 'b' },
    });
  });
});
