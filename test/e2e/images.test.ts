import { expect } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Registry } from '../support/registry.js';
import { scenario } from '../support/scenario.js';

scenario(
  'build makes images with the arguments asked for, push gives them away, pull brings them back',
  async (s) => {
    await using registry = await Registry.listen();
    const image = `${registry.host}/${s.project}`;
    await s.files({
      'compose.yaml': `
services:
  web:
    image: ${image}
    build:
      dockerfile_inline: |
        FROM ${s.image}
        ARG VERSION=1
        RUN echo $$VERSION > /version
    command: ["cat", "/version"]
  plain:
    image: ${s.image}
`,
    });
    const ok = async (...args: string[]) => {
      const run = await s.stack(args);
      expect(run.exitCode, run.stderr).toBe(0);
      return run;
    };
    const said = async () => (await s.stack(['run', '--rm', '-T', 'web'])).stdout;

    await ok('build', '--build-arg', 'VERSION=2');
    expect(await said()).toBe('2\n');
    expect((await ok('build', 'plain')).stderr).toContain('no service to build');

    await s.step('a dry run and a plan push nothing', async () => {
      expect((await ok('push', '--dry-run')).stdout).toContain('1 to push');
      expect(await registry.tags()).toEqual([]);
    });
    await ok('push');
    expect(await registry.tags()).toEqual([`${s.project}:latest`]);

    await s.step('what the registry has comes back in the place of what was built since', async () => {
      await ok('build', '--no-cache', '--build-arg', 'VERSION=3');
      expect(await said()).toBe('3\n');
      await ok('pull', '--policy', 'missing', 'web');
      expect(await said()).toBe('3\n');
      await ok('pull', 'web');
      expect(await said()).toBe('2\n');
    });
  },
);

scenario(
  'what cannot be pulled fails the command, unless it can be built or failures are to be ignored',
  async (s) => {
    await using registry = await Registry.listen();
    await s.files({
      'compose.yaml': `
services:
  built: { image: ${registry.host}/built, build: { dockerfile_inline: FROM ${s.image} } }
  absent: { image: ${registry.host}/absent }
`,
    });
    const all = await s.stack(['pull']);
    expect(all.exitCode).toBe(1);
    expect(all.stderr).toMatch(/error\[image-not-found\]: cannot pull .*absent/);
    expect(all.stderr).toMatch(/warning\[image-not-found\]: cannot pull .*built/);
    expect((await s.stack(['pull', 'built'])).exitCode).toBe(0);
    const ignored = await s.stack(['pull', '--ignore-pull-failures', '--ignore-buildable']);
    expect(ignored.exitCode).toBe(0);
    expect(ignored.stderr).not.toContain('built');
    const refused = await s.stack(['build', '--builder', 'mine']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('`docker buildx bake`');
  },
);

scenario('who may read a registry builds on its images, and sees when there is a newer one', async (s) => {
  await using registry = await Registry.listen({ isLocked: true });
  const base = `${registry.host}/${s.project}-base:1`;
  const files = (content: string) => ({
    'compose.yaml': `
services:
  base:
    image: ${base}
    build: {context: ., dockerfile: Base.Dockerfile}
  other:
    image: ${registry.host}/other:1
  web:
    build: .
    network_mode: none
    command: [cat, /content]
`,
    'Base.Dockerfile': `FROM ${s.image}\nRUN echo ${content} > /content\n`,
    Dockerfile: `FROM ${base}\nRUN true\n`,
  });
  const DOCKER_AUTH_CONFIG = JSON.stringify({ auths: { [registry.host]: { auth: Registry.auth } } });
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = { DOCKER_AUTH_CONFIG }) =>
    s.stack(args, { env });
  const ok = async (...args: readonly string[]): Promise<string> => {
    const { exitCode, stderr } = await run(args);
    expect(exitCode, stderr).toBe(0);
    return stderr;
  };
  const publish = async (content: string) => {
    await s.files(files(content));
    await ok('build', '--push', 'base');
    await s.docker.remove({ kind: 'image', id: base, name: base });
  };

  await publish('one');
  expect(await registry.tags()).toEqual([`${s.project}-base:1`]);

  await s.step('without the password nothing is built, pulled or pushed, and the help says so', async () => {
    for (const args of [
      ['build', 'web'],
      ['pull', 'other'],
      ['build', '--push', 'base'],
    ]) {
      const { exitCode, stderr } = await run(args, {});
      expect(exitCode).toBe(1);
      expect(stderr).toContain('`docker login`');
      expect(stderr).not.toContain(Registry.auth);
    }
    await s.docker.remove({ kind: 'image', id: base, name: base });
  });

  await ok('build', 'web');
  expect((await run(['run', '--rm', '-T', 'web'])).stdout).toBe('one\n');
  await s.step('what has not changed in the registry need not be built again', async () => {
    await eventually(async () => (await ok('build', 'web')).includes('nothing has changed'));
    expect((await run(['build', 'web'], {})).stderr).not.toContain('nothing has changed');
  });
  await publish('two');
  await ok('build', 'web');
  expect((await run(['run', '--rm', '-T', 'web'])).stdout).toBe('two\n');
});
