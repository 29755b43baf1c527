import { describe, expect, it } from 'vitest';
import { EngineError, type EngineFailure } from '../../src/engine/engine-error.js';
import { type Patience, patientEngine } from '../../src/engine/patient-engine.js';
import { FakeEngine } from '../fakes/fake-engine.js';

const broken = (failure: EngineFailure): EngineError => new EngineError('it broke', failure);

function patient(patience: Patience = {}) {
  const fake = new FakeEngine({ registry: ['app'] });
  const told: string[] = [];
  const pauses: number[] = [];
  const engine = patientEngine(fake, {
    away: (message) => told.push(message),
    pause: async (ms) => {
      pauses.push(ms);
    },
    now: () => pauses.reduce((sum, ms) => sum + ms, 0),
    ...patience,
  });
  return { fake, engine, told, pauses };
}

describe('a patient engine', () => {
  it('asks again while the engine is away, and tells that once', async () => {
    const { fake, engine, told, pauses } = patient();
    for (let times = 0; times < 3; times++)
      fake.journal.failCall('volumes.list', broken({ kind: 'connection-lost' }));
    expect(await engine.volumes.list({})).toEqual([]);
    expect(pauses).toEqual([100, 200, 400]);
    expect(told).toEqual(['it broke; trying again for up to 60 seconds']);
  });

  it('gives up with the last failure when the engine stays away', async () => {
    const { fake, engine, pauses } = patient();
    fake.journal.die();
    await expect(engine.volumes.list({})).rejects.toMatchObject({ failure: { kind: 'connection-lost' } });
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('does not make a network twice when the answer to the first did not come', async () => {
    const { fake, engine } = patient();
    fake.journal.failCall('networks.create', broken({ kind: 'connection-lost' }));
    const spec = { definition: { name: 'net' }, labels: {} };
    await expect(engine.networks.create(spec)).rejects.toThrow('it broke');
    expect(fake.writes).toEqual(['networks.create net']);
  });

  it('pulls again after a failure of the registry, from the beginning', async () => {
    const { fake, engine, pauses, told } = patient();
    fake.journal.failCall('images.pull', broken({ kind: 'registry-unavailable' }));
    const parts = [];
    for await (const part of engine.images.pull('app')) parts.push(part);
    expect(parts.length).toBeGreaterThan(0);
    expect(pauses).toEqual([400]);
    // The engine was there all the time.
    expect(told).toEqual([]);
  });

  it('stops trying when the caller has had enough', async () => {
    const controller = new AbortController();
    const { fake, engine } = patient({
      pause: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('paused no more')));
          controller.abort(new Error('Ctrl-C'));
        }),
    });
    fake.journal.die();
    await expect(engine.volumes.list({}, { signal: controller.signal })).rejects.toThrow('Ctrl-C');
  });
});
