import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

scenario(
  'configs and secrets are in the container when it starts, from every source, with owner and mode',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    image: ${s.image}
    user: "7"
    command: ["sh", "-c", "stat -c '%n %u:%g %a' /conf /etc/app/deep.conf /run/secrets/*; cat /conf /run/secrets/token"]
    configs:
      - conf
      - {source: file, target: /etc/app/deep.conf, uid: "7", gid: "8", mode: 0400}
    secrets:
      - token
      - {source: token, target: other, mode: 0440, uid: "7"}
configs:
  conf: {content: "port=\${PORT}\\n"}
  file: {file: ./app.conf}
secrets:
  token: {environment: TOKEN}
`,
      'app.conf': 'from the host\n',
      '.env': 'PORT=80\n',
    });
    const up = await s.stack(['up'], { env: { TOKEN: 'hunter2' } });
    expect(up.exitCode).toBe(0);
    const said = up.stdout.split('\n').map((line) => line.replace(/^web-1 +\| /, ''));
    expect(said).toEqual(
      expect.arrayContaining([
        '/conf 0:0 444',
        '/etc/app/deep.conf 7:8 400',
        '/run/secrets/other 7:0 440',
        '/run/secrets/token 0:0 444',
        'port=80',
        'hunter2',
      ]),
    );
    const [web] = await s.docker.containers(s.project);
    expect(JSON.stringify(web?.raw)).not.toContain('hunter2');
  },
);

scenario('a changed secret replaces its container, and no plan shows it', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    secrets: [token]
  other:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
secrets:
  token: {environment: TOKEN}
`,
  });
  expect((await s.stack(['up', '-d'], { env: { TOKEN: 'hunter2' } })).exitCode).toBe(0);
  const ids = async () =>
    new Map(
      (await s.docker.containers(s.project)).map(({ name, id }) => [name.replace(/^.*-(\w+-1)$/, '$1'), id]),
    );
  const before = await ids();

  const plan = await s.stack(['plan', '--json'], { env: { TOKEN: 'hunter3' } });
  expect(plan.stdout).toContain('content-changed');
  expect(plan.stdout).not.toMatch(/hunter/);
  expect((await s.stack(['up', '-d'], { env: { TOKEN: 'hunter3' } })).exitCode).toBe(0);
  const after = await ids();
  expect(after.get('web-1')).not.toBe(before.get('web-1'));
  expect(after.get('other-1')).toBe(before.get('other-1'));
});

scenario('a job is not run again until what it has mounted from the host is another content', async (s) => {
  await s.files({
    'sql/1.sql': 'one',
    'compose.yaml': `
services:
  migrate:
    image: ${s.image}
    command: ["cat", "/sql/1.sql"]
    volumes: ["./sql:/sql:ro"]
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    depends_on: {migrate: {condition: service_completed_successfully}}
`,
  });
  const runs = async () =>
    (await s.docker.containers(s.project))
      .map(({ service, id, startedAt }) => [service, id, startedAt])
      .sort();
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const first = await runs();
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  expect(await runs()).toEqual(first);

  await s.files({ 'sql/1.sql': 'two' });
  expect((await s.stack(['plan'])).stdout).toContain(`content of ${s.folder}/sql changed since it ran`);
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  const second = await runs();
  expect(
    second.map(([service, id]) => [service, id === first.find(([name]) => name === service)?.[1]]),
  ).toEqual([
    ['migrate', false],
    ['web', true],
  ]);
  expect((await s.stack(['up', '-d'])).exitCode).toBe(0);
  expect(await runs()).toEqual(second);
});

scenario('a secret that cannot be had is told with its place, before anything is made', async (s) => {
  await s.files({
    'compose.yaml': `
services:
  web: {image: ${s.image}, secrets: [token, key]}
secrets:
  token: {environment: TOKEN}
  key: {file: ./key}
`,
  });
  const up = await s.stack(['up', '-d']);
  expect(up.exitCode).not.toBe(0);
  expect(up.stderr).toContain('error[required-variable]: secret token is the value of the variable TOKEN');
  expect(up.stderr).toContain('compose.yaml:5:24');
  expect(up.stderr).toContain('error[file-not-found]');
  expect(up.stderr).toContain('compose.yaml:6:15');
  expect(await s.docker.containers(s.project)).toEqual([]);
  expect(await s.docker.networks(s.project)).toEqual([]);
});
