import { expect, it } from 'vitest';
import { succeeded } from '../../src/app/outcome.js';
import { type LockedWork, underProjectLock } from '../../src/app/project-lock.js';
import type { Runtime } from '../../src/app/runtime.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { LockClaim } from '../../src/engine/engine.js';
import { projectName } from '../../src/model/names.js';
import { nodeFileSystem } from '../../src/platform/file-system.js';
import { FakeEngine } from '../fakes/fake-engine.js';

function world(more: Partial<Runtime> = {}) {
  const engine = new FakeEngine();
  const told: Diagnostic[] = [];
  const runtime: Runtime = {
    files: nodeFileSystem,
    workingDir: '/',
    environment: {},
    connect: async () => engine,
    emit: (event) => {
      if (event.type === 'diagnostic') told.push(event.diagnostic);
    },
    signal: new AbortController().signal,
    now: () => performance.now(),
    caller: 'me@here (process 1)',
    version: '0',
    ...more,
  };
  const lock: LockedWork = { engine, project: projectName('shop'), command: 'up', timeoutSeconds: 60 };
  return { engine, told, runtime, lock };
}

async function heldByAnother(engine: FakeEngine): Promise<LockClaim> {
  const claim = await engine.locks.claim({ name: 'shop', holder: 'somebody else' });
  if (claim === undefined) throw new Error('the fake has locks');
  await claim.attempt();
  return claim;
}

it('the work is done while the lock is held, and it is given back after it', async () => {
  const { engine, runtime, lock } = world();
  let holder: string | undefined;
  const outcome = await underProjectLock(runtime, lock, async () => {
    holder = engine.locks.holderOf('shop');
    return succeeded;
  });
  expect(outcome).toEqual(succeeded);
  expect(holder).toBe('`stack up` of me@here (process 1)');
  expect(engine.locks.holderOf('shop')).toBeUndefined();
});

it('the lock is given back when the work throws', async () => {
  const { engine, runtime, lock } = world();
  const work = underProjectLock(runtime, lock, async () => {
    throw new Error('a bug');
  });
  await expect(work).rejects.toThrow('a bug');
  expect(engine.locks.holderOf('shop')).toBeUndefined();
});

it('who holds it is told once, and the work begins when it is given back', async () => {
  const { engine, told, runtime, lock } = world();
  const other = await heldByAnother(engine);
  const attempts = () => engine.calls.filter(({ call }) => call === 'locks.attempt').length;
  const working = underProjectLock(runtime, lock, async () => succeeded);
  await expect.poll(attempts).toBeGreaterThan(3);
  await other.release();
  expect(await working).toEqual(succeeded);
  expect(told.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'note: waiting: somebody else is changing project "shop" (since 2026-01-01T00:00:00Z)',
  ]);
});

it('after its time it is not waited for any longer, and nothing is done', async () => {
  const { engine, told, runtime, lock } = world();
  await heldByAnother(engine);
  const nothing = async () => {
    throw new Error('it did something');
  };
  expect(await underProjectLock(runtime, { ...lock, timeoutSeconds: 0 }, nothing)).toEqual({
    kind: 'failed',
  });
  expect(told).toMatchObject([{ code: 'locked', severity: 'error' }]);
  expect(engine.locks.holderOf('shop')).toBe('somebody else');
});

it('work whose lock is lost is called off, and counts as failed', async () => {
  const { engine, told, runtime, lock } = world();
  const outcome = await underProjectLock(runtime, lock, async ({ signal }) => {
    engine.locks.lose('shop');
    return signal.aborted ? { kind: 'cancelled' } : succeeded;
  });
  expect(outcome).toEqual({ kind: 'failed' });
  expect(told).toMatchObject([{ code: 'lock-lost', severity: 'error' }]);
});

it('on an engine without locks the work is done all the same, with a warning', async () => {
  const { engine, told, runtime, lock } = world();
  engine.locks.supported = false;
  expect(await underProjectLock(runtime, lock, async () => succeeded)).toEqual(succeeded);
  expect(told).toMatchObject([{ code: 'no-locks', severity: 'warning' }]);
});
