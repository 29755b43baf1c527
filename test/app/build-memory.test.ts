import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildMemory } from '../../src/app/build-memory.js';
import type { BuildInput, BuildSpec } from '../../src/engine/engine.js';
import type { BuildMemory } from '../../src/execute/build-memory.js';
import { FakeEngine } from '../fakes/fake-engine.js';
import { imageId } from '../fakes/fake-images.js';

const { signal } = new AbortController();
const spec: BuildSpec = { definition: { context: '/app' }, names: ['app', 'app:1'], labels: {} };
const base: BuildInput = { kind: 'base-image', reference: 'docker.io/library/base:1' };

let home: string;
let engine: FakeEngine;
let memory: BuildMemory;

beforeEach(async () => {
  home = await mkdtemp(`${tmpdir()}/stack-memory-`);
  engine = new FakeEngine();
  memory = buildMemory(engine, { HOME: home });
  for (const name of spec.names)
    engine.images.present.set(name.includes(':') ? name : `${name}:latest`, imageId('app'));
});
afterEach(() => rm(home, { recursive: true }));

const isCurrent = async (of: BuildSpec): Promise<boolean> =>
  (await memory.currentImage(of, signal)) === imageId('app');

const remembered = async (inputs: readonly BuildInput[], of = spec): Promise<boolean> => {
  await memory.remember(of, inputs, signal);
  return await isCurrent(of);
};

describe('a build need not take place again', () => {
  it('while the engine has its image under all names, and what it was made of', async () => {
    engine.images.present.set('base:1', imageId('base'));
    expect(await remembered([base])).toBe(true);
    engine.images.present.set('base:1', imageId('newer'));
    expect(await isCurrent(spec)).toBe(false);
    engine.images.present.set('base:1', imageId('base'));
    engine.images.present.delete('app:1');
    expect(await isCurrent(spec)).toBe(false);
  });

  it('while the registry has the same base image, where the engine has none', async () => {
    const digest = imageId('base');
    engine.images.registry.set('base:1', digest);
    expect(await remembered([base])).toBe(false);
    expect(await remembered([base, { ...base, digest }])).toBe(true);
    engine.images.registry.set('base:1', imageId('newer'));
    expect(await isCurrent(spec)).toBe(false);
    engine.images.registry.delete('base:1');
    expect(await isCurrent(spec)).toBe(false);
  });

  it('unless it is made of something that only the builder sees', async () => {
    expect(await remembered([])).toBe(true);
    expect(await remembered([{ kind: 'remote', url: 'https://example.com/file' }])).toBe(false);
  });

  it('unless a file had just been written, which may have been written again', async () => {
    const read = {
      path: home,
      request: { include: ['nothing'], exclude: [], follow: [] },
      fingerprint: '',
      at: 0,
    };
    expect(await remembered([{ kind: 'folder', read: { ...read, isUnsettled: true } }])).toBe(false);
  });

  it.each([{ no_cache: true }, { pull: true }, { cache_to: ['type=inline'] }])(
    'unless it is asked to do more than that: %o',
    async (more) => {
      const asked = { ...spec, definition: { ...spec.definition, ...more } };
      expect(await remembered([], asked)).toBe(false);
    },
  );

  it('unless it is asked for something else', async () => {
    expect(await remembered([])).toBe(true);
    expect(await isCurrent({ ...spec, labels: { a: 'b' } })).toBe(false);
  });
});
