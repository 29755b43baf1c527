import { expect } from 'vitest';
import { writingCalls } from '../support/recording-proxy.js';
import { scenario } from '../support/scenario.js';

/** Ends at once when it is stopped: as process 1, busybox heeds no SIGTERM. */
const sleeper = (image: string) =>
  `image: ${image}\n    command: ["sleep", "100000"]\n    stop_signal: SIGKILL`;

scenario(
  'up makes containers, networks and volumes with the names and labels of docker compose',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    volumes: ["data:/data"]
volumes:
  data: {}
`,
    });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);

    const [web, ...others] = await s.docker.containers(s.project);
    expect(others).toEqual([]);
    expect(web).toMatchObject({ name: `${s.project}-web-1`, state: 'running' });
    expect(web?.labels).toMatchObject({
      'com.docker.compose.project': s.project,
      'com.docker.compose.service': 'web',
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.depends_on': '',
      'com.docker.compose.image': await s.docker.image(s.image),
      'com.docker.compose.project.working_dir': s.folder,
      'com.docker.compose.project.config_files': `${s.folder}/compose.yaml`,
    });
    const aliases = web?.raw.NetworkSettings.Networks[`${s.project}_default`]?.Aliases;
    expect(aliases).toEqual(expect.arrayContaining([`${s.project}-web-1`, 'web']));
    expect(await s.docker.networks(s.project)).toMatchObject([
      { name: `${s.project}_default`, labels: { 'com.docker.compose.network': 'default' } },
    ]);
    expect(await s.docker.volumes(s.project)).toMatchObject([
      { name: `${s.project}_data`, labels: { 'com.docker.compose.volume': 'data' } },
    ]);
  },
);

scenario('up of a project that is as its files say makes four list calls and none that writes', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
  db:
    ${sleeper(s.image)}
    healthcheck: {test: ["CMD", "true"], interval: 100ms, retries: 50}
  job:
    image: ${s.image}
    command: ["true"]
`,
  });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const lives = async () =>
    (await s.docker.containers(s.project)).map(({ id, startedAt, state }) => ({ id, startedAt, state }));
  const before = await lives();

  const again = await s.stackRecorded(['up', '-d']);
  expect(again.exitCode).toBe(0);
  expect(writingCalls(again.calls)).toEqual([]);
  expect(again.calls.map((call) => call.replace(/\?.*/, '')).sort()).toEqual([
    'GET /_ping',
    'GET /containers/json',
    'GET /images/json',
    'GET /networks',
    'GET /volumes',
  ]);
  expect(await lives()).toEqual(before);
});

scenario(
  'a dependent starts only when its dependency is healthy, and another only when it has completed',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    ${sleeper(s.image)}
    depends_on: {db: {condition: service_healthy}, job: {condition: service_completed_successfully}}
  db:
    image: ${s.image}
    command: ["sh", "-c", "usleep 700000; touch /tmp/ready; sleep 100000"]
    stop_signal: SIGKILL
    healthcheck: {test: ["CMD", "test", "-e", "/tmp/ready"], interval: 100ms, retries: 100}
  job:
    image: ${s.image}
    command: ["sh", "-c", "usleep 700000"]
`,
    });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
    const containers = await s.docker.containers(s.project);
    const [db, job, web] = ['db', 'job', 'web'].map((name) =>
      containers.find(({ service }) => service === name),
    );
    expect(db?.health).toBe('healthy');
    expect(job).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(Date.parse(web?.startedAt ?? '')).toBeGreaterThan(Date.parse(job?.finishedAt ?? ''));
  },
);

scenario('containers reach each other by the names of their services', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["httpd", "-f", "-p", "80", "-h", "/etc"]
    stop_signal: SIGKILL
    healthcheck: {test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/passwd"], interval: 100ms, retries: 100}
  visitor:
    image: ${s.image}
    command: ["wget", "-q", "-O", "/dev/null", "http://web/passwd"]
    depends_on: {web: {condition: service_healthy}}
`,
  });
  expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
  const containers = await s.docker.containers(s.project);
  expect(containers.find(({ service }) => service === 'visitor')).toMatchObject({
    state: 'exited',
    exitCode: 0,
  });
});

scenario('fifty services come up at once', async (s) => {
  const services = Array.from({ length: 50 }, (_, index) => `  s${index}:\n    ${sleeper(s.image)}\n`).join(
    '',
  );
  await s.files({ 'compose.yaml': `services:\n${services}` });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const containers = await s.docker.containers(s.project);
  expect(containers.filter(({ state }) => state === 'running')).toHaveLength(50);
  expect((await s.stack(['down'])).exitCode).toBe(0);
  expect(await s.docker.containers(s.project)).toEqual([]);
});

scenario('scaling leaves the replicas that stay alone', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
  await s.stack(['up', '-d']);
  const [first] = await s.docker.containers(s.project);
  expect((await s.stack(['up', '-d', '--scale', 'web=3'])).exitCode).toBe(0);
  const three = await s.docker.containers(s.project);
  expect(three.map(({ name }) => name)).toEqual([1, 2, 3].map((number) => `${s.project}-web-${number}`));
  expect(three[0]).toMatchObject({ id: first?.id, startedAt: first?.startedAt });
  expect((await s.stack(['up', '-d', '--scale', 'web=1'])).exitCode).toBe(0);
  expect((await s.docker.containers(s.project)).map(({ id }) => id)).toEqual([first?.id]);
});

scenario('orphans are named and stay, until --remove-orphans', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n  old:\n    ${sleeper(s.image)}\n`,
  });
  await s.stack(['up', '-d']);
  await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
  const named = await s.stack(['up', '-d']);
  expect(named.stderr).toContain(`found orphan containers (${s.project}-old-1)`);
  expect(await s.docker.containers(s.project)).toHaveLength(2);
  await s.stack(['up', '-d', '--remove-orphans']);
  expect((await s.docker.containers(s.project)).map(({ service }) => service)).toEqual(['web']);
});

scenario('--no-deps starts the named service alone', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n    depends_on: [db]\n  db:\n    ${sleeper(s.image)}\n`,
  });
  expect((await s.stack(['up', '-d', '--no-deps', 'web'])).exitCode).toBe(0);
  expect((await s.docker.containers(s.project)).map(({ service }) => service)).toEqual(['web']);
});

scenario('a service of a disabled profile stays down until it is named or its profile enabled', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n  tool:\n    ${sleeper(s.image)}\n    profiles: [dev]\n`,
  });
  await s.stack(['up', '-d']);
  expect((await s.docker.containers(s.project)).map(({ service }) => service)).toEqual(['web']);
  await s.stack(['--profile', 'dev', 'up', '-d']);
  expect((await s.docker.containers(s.project)).map(({ service }) => service)).toEqual(['tool', 'web']);
});

scenario('a service that shares the network of another has the other’s addresses', async (s) => {
  await s.files({
    'compose.yaml': `services:\n  vpn:\n    ${sleeper(s.image)}\n  app:\n    ${sleeper(s.image)}\n    network_mode: service:vpn\n`,
  });
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const [app, vpn] = await s.docker.containers(s.project);
  expect(app?.raw.HostConfig['NetworkMode']).toBe(`container:${vpn?.id}`);
});

scenario(
  'an image is built from its folder, and again with --build only replaces what it changed',
  async (s) => {
    const tag = `${s.project}/built:1`;
    await s.files({
      'compose.yaml': `services:\n  web:\n    image: ${tag}\n    build: ./app\n    stop_signal: SIGKILL\n`,
      'app/Dockerfile': `FROM ${s.image}\nCOPY text /text\nCMD ["sleep", "100000"]\n`,
      'app/text': 'one\n',
    });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
    const [first] = await s.docker.containers(s.project);
    expect(first?.raw.Image).toBe(await s.docker.image(tag));

    await s.step('a build that changes nothing keeps the container', async () => {
      expect((await s.stack(['up', '-d', '--build'])).exitCode).toBe(0);
      expect((await s.docker.containers(s.project)).map(({ id }) => id)).toEqual([first?.id]);
    });
    await s.step('a build that makes another image replaces it', async () => {
      await s.files({ 'app/text': 'two\n' });
      expect((await s.stack(['up', '-d', '--build'])).exitCode).toBe(0);
      const [second, ...others] = await s.docker.containers(s.project);
      expect(others).toEqual([]);
      expect(second?.id).not.toBe(first?.id);
      expect(second?.raw.Image).toBe(await s.docker.image(tag));
    });
  },
);

scenario('a paused container goes on, the same one as before', async (s) => {
  await s.files({ 'compose.yaml': `services:\n  web:\n    ${sleeper(s.image)}\n` });
  await s.stack(['up', '-d']);
  const [before] = await s.docker.containers(s.project);
  await s.docker.pause(before?.id ?? '');
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  expect(await s.docker.containers(s.project)).toMatchObject([
    { id: before?.id, startedAt: before?.startedAt, state: 'running' },
  ]);
});

scenario(
  'a service of a disabled profile that is named comes up with its own volume and env_file',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  tool:
    ${sleeper(s.image)}
    profiles: [dev]
    env_file: tool.env
    volumes: ["tools:/tools"]
volumes:
  tools: {}
`,
      'tool.env': 'LEVEL=7\n',
    });
    expect((await s.stack(['up', '-d', 'tool'])).exitCode).toBe(0);
    const [tool] = await s.docker.containers(s.project);
    expect(tool?.environment['LEVEL']).toBe('7');
    expect(tool?.raw.Mounts).toMatchObject([{ Name: `${s.project}_tools`, Destination: '/tools' }]);
  },
);

scenario('a linked service is reached by its alias, inside the project and outside of it', async (s) => {
  const ping = (...names: string[]) => names.map((name) => `ping -c 1 -W 5 ${name}`).join(' && ');
  await s.files({
    'compose.yaml': `
services:
  db:
    ${sleeper(s.image)}
  web:
    image: ${s.image}
    command: ["sh", "-c", "${ping('database', 'outside', 'db-1')}"]
    links: ["db:database"]
    external_links: ["${s.project}-db-1:outside"]
`,
  });
  expect((await s.stack(['up', '-d', '--wait'])).exitCode).toBe(0);
  const web = (await s.docker.containers(s.project)).find(({ service }) => service === 'web');
  expect(web).toMatchObject({ state: 'exited', exitCode: 0 });
});
