import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { expect } from 'vitest';
import { packageVersion, repositoryRoot } from '../../scripts/build/repository.js';
import { type Scenario, scenario } from '../support/scenario.js';

scenario(
  'the packed tarball installs offline into an empty folder and runs a project from there',
  async (s) => {
    const tarball = await s.step('pack the package', async () => {
      await run(s, 'npm', ['pack', repositoryRoot, '--pack-destination', s.folder]);
      const [file, ...others] = (await readdir(s.folder)).filter((name) => name.endsWith('.tgz'));
      expect(others).toEqual([]);
      return `${s.folder}/${file}`;
    });

    await s.step('install it and nothing else', async () => {
      await run(s, 'npm', ['install', '--offline', '--no-audit', '--no-fund', tarball]);
      const installed = await readdir(`${s.folder}/node_modules`);
      expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['stack']);
    });

    await s.step('it states its version', async () => {
      expect(await run(s, 'npx', ['--no-install', 'stack', 'version'])).toContain(await packageVersion());
    });

    await s.step('it carries the licences of what is bundled', async () => {
      const notices = await readFile(`${s.folder}/node_modules/stack/dist/THIRD-PARTY-LICENSES.txt`, 'utf8');
      expect(notices).toContain('commander');
    });

    await s.step('its library can be imported', async () => {
      const program = `
        const [{ up }, { stackSetup }, { connectDocker }] = await Promise.all(
          ['stack', 'stack/vitest', 'stack/core'].map((name) => import(name)),
        );
        console.log(typeof up, typeof stackSetup, typeof connectDocker);`;
      expect(await run(s, 'node', ['--input-type=module', '--eval', program])).toBe(
        'function function function',
      );
    });

    await s.step('it brings a project up', async () => {
      await s.files({
        'compose.yaml': `services:\n  web:\n    image: ${s.image}\n    command: sleep 1000\n    stop_signal: SIGKILL\n`,
      });
      await run(s, 'npx', ['--no-install', 'stack', 'up', '-d']);
      expect(await s.docker.containers(s.project)).toMatchObject([{ service: 'web', state: 'running' }]);
    });

    await s.step('it tests something in a copy of it', async () => {
      const said = await run(s, 'npx', [
        '--no-install',
        'stack',
        'test',
        '--cmd',
        'echo $COMPOSE_PROJECT_NAME',
      ]);
      expect(said).toMatch(new RegExp(`^${s.project}-test-[0-9a-f]{8}$`));
      expect(await s.docker.containers(said)).toEqual([]);
    });

    await s.step('and down again', async () => {
      await run(s, 'npx', ['--no-install', 'stack', 'down']);
      expect(await s.docker.everythingOf(s.project)).toEqual([]);
    });
  },
);

async function run(s: Scenario, command: string, parameters: readonly string[]): Promise<string> {
  const { stdout } = await execa(command, parameters, {
    cwd: s.folder,
    env: s.environment,
    extendEnv: false,
    stdin: 'ignore',
    timeout: 60_000,
  });
  return stdout;
}
