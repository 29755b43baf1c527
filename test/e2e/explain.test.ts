import { expect } from 'vitest';
import { writingCalls } from '../support/recording-proxy.js';
import { scenario } from '../support/scenario.js';

scenario(
  'explain tells what keeps a service from running, and where its variables are set, without secrets',
  async (s) => {
    await s.files({
      'compose.yaml': `
services:
  web:
    image: ${s.image}
    command: ["sleep", "100000"]
    stop_signal: SIGKILL
    environment:
      MODE: \${MODE:-dev}
      DB_URL: postgres://app:\${DB_PASSWORD}@db/app
    depends_on:
      migrate: {condition: service_completed_successfully}
  migrate:
    image: ${s.image}
    command: ["sh", "-c", "echo no database; exit 3"]
`,
      '.env': 'DB_PASSWORD=hunter2\n',
    });
    expect((await s.stack(['up', '-d'])).exitCode).toBe(1);

    const text = await s.stackRecorded(['explain', 'web']);
    expect(text.exitCode).toBe(0);
    expect(writingCalls(text.calls)).toEqual([]);
    expect(text.stdout).toMatch(/✘ migrate completed {2}\S+-migrate-1 Exited \(3\)/);
    expect(text.stdout).toContain(`start ${s.project}-web-1`);
    expect(text.stdout).toMatch(/MODE=dev +written in +compose\.yaml:8:13/);
    expect(text.stdout).toMatch(/DB_PASSWORD +\.env:1:1/);
    expect(text.stdout).not.toContain('hunter2');

    const json = await s.stack(['explain', 'web', '--json']);
    expect(json.stdout).not.toContain('hunter2');
    expect(JSON.parse(json.stdout)).toMatchObject({
      schema: 1,
      plan: [{ resource: 'container', action: 'start' }],
      needs: [{ service: 'migrate', isMet: false, containers: [{ state: 'exited' }] }],
      environment: [
        { name: 'DB_URL', isSecret: true },
        { name: 'MODE', value: 'dev', isSecret: false },
      ],
    });

    const unknown = await s.stack(['explain', 'wbe']);
    expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('did you mean `web`?')]);
  },
);
