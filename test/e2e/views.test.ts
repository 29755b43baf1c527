import { expect } from 'vitest';
import { type Scenario, scenario } from '../support/scenario.js';

const files = (image: string) => ({
  'compose.yaml': `
services:
  web:
    image: ${image}
    command: ["sleep", "1000"]
    stop_signal: SIGKILL
    labels: { tier: front }
    ports: ["127.0.0.1::80"]
    volumes: [data:/data]
    scale: 2
  once:
    image: ${image}
    command: ["true"]
volumes: { data: {}, other: {} }
`,
});

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function stdoutOf(s: Scenario, ...args: string[]): Promise<string> {
  const run = await s.stack(args);
  expect(run.exitCode, run.stderr).toBe(0);
  return run.stdout;
}

scenario(
  'lists show what is on the engine, as tables, JSON and templates, by name and without a file',
  async (s) => {
    await s.files(files(s.image));
    await s.stack(['--all-resources', 'up', '-d', '--wait']);
    const elsewhere = { cwd: '/', env: { COMPOSE_PROJECT_NAME: undefined } };
    const asked = async (...args: string[]) => {
      const run = await s.stack(['-p', s.project, ...args], elsewhere);
      expect(run.exitCode, run.stderr).toBe(0);
      return run.stdout;
    };
    const web = [1, 2].map((number) => `${s.project}-web-${number}`);

    await s.step('ps', async () => {
      expect(await asked('ps', '--format', '{{.Name}} {{.State}} {{.Label "tier"}}')).toBe(
        web.map((name) => `${name} running front\n`).join(''),
      );
      expect(await asked('ps', '--status', 'exited', '--format', '{{.Service}} {{.ExitCode}}')).toBe(
        'once 0\n',
      );
      expect(await asked('ps', '--filter', 'status=running', '-q')).toMatch(/^([0-9a-f]{64}\n){2}$/);
      expect(await asked('ps', '--format', 'table {{.Service}}\\t{{.State}}')).toMatch(
        /^SERVICE +STATE\nweb +running\n/,
      );
      const wrong = await s.stack(['ps', '--format', '{{.Nmae}}']);
      expect(wrong.exitCode).toBe(2);
      expect(wrong.stderr).toContain('did you mean .Name?');
    });

    await s.step('port and ports', async () => {
      const [first, second] = await Promise.all(
        web.map(
          async (name) =>
            (await s.docker.container(name))?.raw.NetworkSettings.Ports['80/tcp']?.[0]?.HostPort,
        ),
      );
      expect(await asked('port', 'web', '80')).toBe(`127.0.0.1:${first}\n`);
      expect(await asked('port', '--index', '2', 'web', '80')).toBe(`127.0.0.1:${second}\n`);
      expect(await asked('ports', '--env')).toBe(
        `WEB_80_TCP=127.0.0.1:${first}\nWEB_2_80_TCP=127.0.0.1:${second}\n`,
      );
      expect(jsonLines(await asked('ports', '--json'))).toMatchObject([
        { service: 'web', replica: 1, target: 80, published: Number(first) },
        { service: 'web', replica: 2, target: 80, published: Number(second) },
      ]);
      const none = await s.stack(['port', 'web', '81']);
      expect(none.exitCode).toBe(1);
      expect(none.stderr).toContain(`no port 81/tcp for container ${web[0]}`);
    });

    await s.step('images, volumes and ls', async () => {
      const images: Record<string, unknown>[] = JSON.parse(await asked('images', '--format', 'json'));
      expect(images.map(({ ContainerName }) => ContainerName)).toEqual([`${s.project}-once-1`, ...web]);
      expect(new Set(images.map(({ ID }) => ID))).toEqual(new Set([await s.docker.image(s.image)]));
      expect(await asked('images')).toMatch(
        /^CONTAINER +REPOSITORY +TAG +PLATFORM +IMAGE ID +SIZE +CREATED\n/,
      );
      expect(await asked('volumes', '-q')).toBe(`${s.project}_data\n${s.project}_other\n`);
      expect(await asked('volumes', '-q', 'web')).toBe(`${s.project}_data\n`);
      expect(jsonLines(await asked('volumes', '--format', 'json', 'web'))).toMatchObject([
        { Driver: 'local', Name: `${s.project}_data`, Scope: 'local' },
      ]);
      const projects: unknown = JSON.parse(
        await asked('ls', '-a', '--filter', `name=${s.project}`, '--format', 'json'),
      );
      expect(projects).toEqual([
        { Name: s.project, Status: 'exited(1), running(2)', ConfigFiles: `${s.folder}/compose.yaml` },
      ]);
    });

    await s.step('top and stats', async () => {
      const [titles, ...processes] = (await asked('top', 'web')).trim().split('\n');
      expect(titles).toMatch(/^SERVICE +# +UID +PID/);
      expect(processes.map((line) => line.replace(/ .*(sleep 1000)$/, ' $1'))).toEqual([
        'web sleep 1000',
        'web sleep 1000',
      ]);
      const looks = jsonLines(await asked('stats', '--no-stream', '--all', '--format', 'json'));
      expect(looks.map(({ Name, PIDs }) => [Name, PIDs])).toEqual([
        [`${s.project}-once-1`, '0'],
        ...web.map((name) => [name, '1']),
      ]);
    });
  },
);

scenario('events tells what happened, and what happens until it is stopped', async (s) => {
  await s.files(files(s.image));
  // Nobody can tell when it has begun to listen; what happened before is told, too.
  const running = s.start(['events', '--json', '--since', new Date().toISOString(), 'once']);
  await s.stack(['up', '-d', 'once']);
  await s.stack(['rm', '-f', 'once']);
  await running.shows(/"action":"destroy"/);
  running.kill('SIGINT');
  const { exitCode, stdout } = await running.finished;
  expect(exitCode).toBe(130);
  const heard = jsonLines(stdout);
  expect(heard.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['create', 'start', 'die', 'destroy']),
  );
  expect(heard.every(({ service, type }) => service === 'once' && type === 'container')).toBe(true);
  const past = await stdoutOf(s, 'events', '--since', '10m', '--until', '0s');
  expect(past).toMatch(
    new RegExp(`^\\S+ \\S+ container create [0-9a-f]{64} \\(.*name=${s.project}-once-1\\)$`, 'm'),
  );
});
