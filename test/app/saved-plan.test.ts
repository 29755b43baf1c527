import { describe, expect, test } from 'vitest';
import { plan } from '../../src/app/plan.js';
import type { UpRequest } from '../../src/app/prepare-up.js';
import type { Runtime } from '../../src/app/runtime.js';
import { readSavedPlan, savedPlanText, savePlan } from '../../src/app/saved-plan.js';
import { up } from '../../src/app/up.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { enginePlaces } from '../../src/execute/places.js';
import { memoryFiles } from '../config/memory-files.js';
import { FakeEngine } from '../fakes/fake-engine.js';

const options = {
  recreate: 'changed',
  build: 'missing',
  scale: {},
  removeOrphans: false,
  wait: false,
  withDependencies: true,
} as const;
const request: UpRequest = { project: { files: [], envFiles: [], profiles: [] }, services: [], options };

const compose = `name: app
services:
  web:
    image: app:1
    command: ["serve", "--password=hunter2"]
    environment: { PASSWORD: hunter2, MODE: "\${MODE:-dev}", PIN: "7391-2846" }
    labels: { note: "7391-2846" }
    configs: [site]
configs: { site: { content: "hunter2 \${SITE:-one}" } }
`;

/** An engine with files and variables that can be changed under way. */
function world() {
  const engine = new FakeEngine({ registry: ['app:1'] });
  const told: Diagnostic[] = [];
  const files: Record<string, string> = { '/p/compose.yaml': compose };
  const environment: Record<string, string> = {};
  const runtimeOf = (parts: Partial<Runtime> = {}): Runtime => ({
    files: { ...memoryFiles(files), readBytes: () => Promise.reject(new Error('unread')) },
    workingDir: '/p',
    environment,
    connect: async () => engine,
    emit: (event) => {
      if (event.type === 'diagnostic') told.push(event.diagnostic);
    },
    signal: new AbortController().signal,
    now: () => 0,
    caller: 'nobody',
    version: '1.0.0',
    ...parts,
  });
  const save = async (asked: UpRequest = request): Promise<void> => {
    const outcome = await savePlan(runtimeOf(), asked);
    if (outcome.kind !== 'succeeded') throw new Error(`not saved: ${JSON.stringify(told)}`);
    files['/p/app.plan'] = savedPlanText(outcome.value, outcome.value.plan.decisions);
  };
  const carryOut = async (parts: Partial<Runtime> = {}) => {
    const runtime = runtimeOf(parts);
    const saved = await readSavedPlan(runtime, 'app.plan');
    if (saved === undefined) return { kind: 'unread' } as const;
    return up(runtime, { ...saved.request, saved, places: enginePlaces, lockTimeoutSeconds: 0 });
  };
  const moved = (): readonly string[] | undefined => told.at(-1)?.details;
  return { engine, told, files, environment, runtimeOf, save, carryOut, moved };
}

describe('a saved plan', () => {
  test('is carried out when nothing has moved', async () => {
    const w = world();
    await w.save();
    expect(await w.carryOut()).toMatchObject({ kind: 'succeeded' });
    expect(await w.engine.containers.list({}, {})).toMatchObject([{ name: 'app-web-1', state: 'running' }]);
    expect(await plan(w.runtimeOf(), request)).toMatchObject({ value: { nodes: [] } });
  });

  test('is carried out with the options and for the services that it was made of', async () => {
    const w = world();
    await w.save({ ...request, services: ['web'], options: { ...options, scale: { web: 2 } } });
    await w.carryOut();
    expect(await w.engine.containers.list({}, {})).toHaveLength(2);
  });

  test('holds no secret, no value of an environment or label, no content', async () => {
    const w = world();
    await w.save();
    const text = w.files['/p/app.plan'] ?? '';
    expect(text).not.toContain('hunter2');
    // With what no digest has in it, or one in fifty would have it by chance.
    expect(text).not.toContain('7391-2846');
  });

  test('of the same project is another text each time, so that digests cannot be looked up', async () => {
    const w = world();
    await w.save();
    const first: unknown = JSON.parse(w.files['/p/app.plan'] ?? '');
    await w.save();
    const second: unknown = JSON.parse(w.files['/p/app.plan'] ?? '');
    const digests = (saved: unknown): readonly string[] =>
      JSON.stringify(saved).match(/"[0-9a-f]{16}"/g) ?? [];
    expect(digests(first).length).toBeGreaterThan(3);
    expect(digests(first).filter((digest) => digests(second).includes(digest))).toEqual([]);
  });
});

describe('a saved plan is refused, and what moved is told, when', () => {
  test('a file was changed', async () => {
    const w = world();
    await w.save();
    w.files['/p/compose.yaml'] = compose.replace('serve', 'run');
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['service web has another command in the files']);
    expect(await w.engine.containers.list({}, {})).toEqual([]);
  });

  test.each([
    ['a variable', { MODE: 'prod' }],
    ['the content of a config', { SITE: 'two' }],
  ])('%s is another one', async (_what, environment) => {
    const w = world();
    await w.save();
    Object.assign(w.environment, environment);
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toHaveLength(1);
  });

  test('a secret value was changed', async () => {
    const w = world();
    await w.save();
    w.files['/p/compose.yaml'] = compose.replace('PASSWORD: hunter2', 'PASSWORD: other');
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()?.join()).toMatch(/^a value that a saved plan does not keep changed/);
  });

  test('a variable that would replace a container is another one', async () => {
    const w = world();
    await up(w.runtimeOf(), { ...request, places: enginePlaces, lockTimeoutSeconds: 0 });
    await w.save();
    w.environment['MODE'] = 'prod';
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['container app-web-1: it was to stay as it is, and is now to be replaced']);
  });

  test('a container came', async () => {
    const w = world();
    await w.save();
    await up(w.runtimeOf(), { ...request, places: enginePlaces, lockTimeoutSeconds: 0 });
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toContain('container app-web-1 was created');
    expect(w.moved()).toContain('network app_default was created');
  });

  test('a container stopped, or went', async () => {
    const w = world();
    await up(w.runtimeOf(), { ...request, places: enginePlaces, lockTimeoutSeconds: 0 });
    await w.save();
    const [web] = await w.engine.containers.list({}, {});
    if (web === undefined) throw new Error('no container');
    await w.engine.containers.stop(web.id, {});
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()?.[0]).toMatch(/^container app-web-1 changed state: it was running, and is exited/);
    await w.engine.containers.remove(web.id, {});
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['container app-web-1 was removed']);
  });

  test('a container is another one that looks the same', async () => {
    const w = world();
    await up(w.runtimeOf(), { ...request, places: enginePlaces, lockTimeoutSeconds: 0 });
    await w.save();
    await up(w.runtimeOf(), {
      ...request,
      options: { ...options, recreate: 'always' },
      places: enginePlaces,
      lockTimeoutSeconds: 0,
    });
    expect(await w.carryOut()).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['container app-web-1 is another one']);
  });

  test('another folder or another version is at work', async () => {
    const w = world();
    await w.save();
    w.files['/q/compose.yaml'] = compose;
    w.files['/q/app.plan'] = w.files['/p/app.plan'] ?? '';
    expect(await w.carryOut({ workingDir: '/q' })).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['it was saved in the folder /p, and this is /q']);
    expect(await w.carryOut({ version: '2.0.0' })).toEqual({ kind: 'failed' });
    expect(w.moved()).toEqual(['it was saved by stack 1.0.0, and this is stack 2.0.0']);
  });
});

describe('a file is not taken for a saved plan when it', () => {
  const refusal = async (change: (text: string) => string | undefined): Promise<Diagnostic | undefined> => {
    const w = world();
    await w.save();
    const text = change(w.files['/p/app.plan'] ?? '');
    if (text === undefined) delete w.files['/p/app.plan'];
    else w.files['/p/app.plan'] = text;
    expect(await w.carryOut()).toEqual({ kind: 'unread' });
    return w.told.at(-1);
  };

  test('is not there', async () => {
    expect(await refusal(() => undefined)).toMatchObject({ code: 'file-not-found' });
  });

  test.each(['', 'services: {}', '[]', 'null', '"stack plan"', '{"schema":1,"nodes":[]}'])(
    'is something else: %s',
    async (text) => {
      expect(await refusal(() => text)).toMatchObject({
        code: 'invalid-saved-plan',
        message: 'app.plan is not a saved plan',
      });
    },
  );

  test('is of a newer form', async () => {
    expect(await refusal((text) => text.replace('"schema": 1', '"schema": 2'))).toMatchObject({
      code: 'invalid-saved-plan',
      message: expect.stringContaining('another version of stack (1.0.0)'),
    });
  });

  test('was edited', async () => {
    expect(
      await refusal((text) => text.replace('"recreate": "changed"', '"recreate": "never"')),
    ).toMatchObject({
      code: 'invalid-saved-plan',
      message: expect.stringContaining('was changed since it was saved'),
    });
  });
});
