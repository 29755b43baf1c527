import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/engine-error.js';
import { makeSpec } from '../engine/docker/translate/make-spec.js';
import { FakeEngine, type FakeEngineOptions } from './fake-engine.js';

const plain = makeSpec({}, { name: 'web', networks: [], networkMode: { kind: 'engine', value: 'bridge' } });

function fake(options: FakeEngineOptions = {}): FakeEngine {
  return new FakeEngine({ images: ['busybox'], ...options });
}

describe('the journal of the fake engine', () => {
  it('tells calls that change something from those that only look', async () => {
    const engine = fake();
    await engine.containers.list({});
    const { id } = await engine.containers.create(plain);
    await engine.containers.start(id);
    expect(engine.calls.map(({ call }) => call)).toEqual([
      'containers.list',
      'containers.create',
      'containers.start',
    ]);
    expect(engine.writes).toEqual(['containers.create web', 'containers.start web']);
  });

  it('makes exactly the call fail that was named, without effect', async () => {
    const engine = fake();
    engine.journal.failCall('containers.create', new Error('no space left'), { nth: 2 });
    const { id } = await engine.containers.create(plain);
    await expect(engine.containers.create({ ...plain, name: 'db' })).rejects.toThrow('no space left');
    expect((await engine.containers.list({})).map((container) => container.id)).toEqual([id]);
    await engine.containers.create({ ...plain, name: 'db' });
  });

  it('loses the engine after so many writes, and keeps what was done', async () => {
    const engine = fake();
    engine.journal.dieAfter(1);
    const events = (await engine.events({}))[Symbol.asyncIterator]();
    await engine.containers.create(plain);
    await expect(engine.containers.create({ ...plain, name: 'db' })).rejects.toMatchObject({
      failure: { kind: 'connection-lost' },
    });
    await expect(engine.containers.list({})).rejects.toBeInstanceOf(EngineError);
    expect(await events.next()).toMatchObject({ value: { action: 'created' } });
    await expect(events.next()).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    engine.journal.revive();
    expect(await engine.containers.list({})).toHaveLength(1);
  });
});

describe('time on the fake engine', () => {
  const healthy = makeSpec({ healthcheck: { test: ['CMD', 'true'], retries: 2 } }, { ...plain, name: 'web' });

  it('passes only when a test says so', async () => {
    const engine = fake({ time: 'manual', behaviours: () => ({ healthyAfterProbes: 2 }) });
    const { id } = await engine.containers.create(healthy);
    await engine.containers.start(id);
    engine.clock.advance(1999);
    expect((await engine.containers.inspect(id)).health).toBe('starting');
    engine.clock.advance(1);
    expect((await engine.containers.inspect(id)).health).toBe('healthy');
  });

  it('brings a failing container back as often as its restart policy says', async () => {
    const engine = fake({ time: 'manual', behaviours: () => ({ exit: { code: 1, afterMs: 10 } }) });
    const { id } = await engine.containers.create(makeSpec({ restart: 'on-failure:2' }, { networks: [] }));
    await engine.containers.start(id);
    engine.clock.advance(10_000);
    expect(await engine.containers.inspect(id)).toMatchObject({
      state: 'exited',
      exitCode: 1,
      restartCount: 2,
    });
  });

  it('does not let an earlier run end a later one', async () => {
    const engine = fake({ time: 'manual', behaviours: () => ({ exit: { code: 1, afterMs: 1000 } }) });
    const { id } = await engine.containers.create(plain);
    await engine.containers.start(id);
    engine.clock.advance(900);
    await engine.containers.restart(id);
    engine.clock.advance(900);
    expect((await engine.containers.inspect(id)).state).toBe('running');
  });
});

describe('images of the fake engine', () => {
  it('are there after they were pulled', async () => {
    const engine = fake({ registry: ['redis:7'] });
    for await (const { layers } of engine.images.pull('redis:7')) expect(layers).toBe(1);
    expect(await engine.images.find(['redis:7'])).toHaveProperty(['redis:7']);
  });

  it('fail to be built with the output that was set', async () => {
    const engine = fake();
    engine.images.failingBuilds.set('app', ['RUN make', 'make: error 1']);
    const lines: string[] = [];
    const build = async () => {
      for await (const told of engine.images.build({ definition: {}, names: ['app'], labels: {} }))
        if (told.kind === 'output') lines.push(...told.lines);
    };
    await expect(build()).rejects.toMatchObject({ failure: { kind: 'build-failed', output: lines } });
    expect(lines).toEqual(['RUN make', 'make: error 1']);
  });
});
