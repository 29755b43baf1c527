import { expect, it } from 'vitest';
import { dueImages } from '../../src/app/due-images.js';
import type { Service } from '../../src/model/project.js';
import { FakeEngine } from '../fakes/fake-engine.js';
import { imageId } from '../fakes/fake-images.js';
import { makeProject, selectionOf } from '../plan/make-project.js';

const now = Date.parse('2026-05-10T12:00:00Z');

async function due(services: Readonly<Record<string, Partial<Service>>>): Promise<readonly string[]> {
  const engine = new FakeEngine();
  engine.images.present.set('old:latest', imageId('old')).set('new:latest', imageId('new'));
  engine.images.present.set('unknown:latest', imageId('unknown'));
  engine.images.taggedAt.set('old:latest', '2026-05-08T11:00:00Z').set('new:latest', '2026-05-10T11:00:00Z');
  const images = await engine.images.find(['old', 'new', 'unknown']);
  const { signal } = new AbortController();
  return [...(await dueImages(engine, selectionOf(makeProject(services)), images, { signal, now }))].sort();
}

it('an image is due when its name is as old as its policy says', async () => {
  expect(await due({ a: { image: 'old', pull_policy: 'daily' } })).toEqual(['old']);
  expect(await due({ a: { image: 'new', pull_policy: 'daily' } })).toEqual([]);
  expect(await due({ a: { image: 'old', pull_policy: 'weekly' } })).toEqual([]);
  expect(await due({ a: { image: 'old', pull_policy: 'every_2d1h' } })).toEqual(['old']);
  expect(await due({ a: { image: 'old', pull_policy: 'every_2d1h1s' } })).toEqual([]);
});

it('the shortest wait counts, an image of unknown age is due, and one that is not there is not asked about', async () => {
  expect(
    await due({
      a: { image: 'new', pull_policy: 'weekly' },
      b: { image: 'new', pull_policy: 'every_30m' },
      c: { image: 'unknown', pull_policy: 'weekly' },
      d: { image: 'missing', pull_policy: 'weekly' },
      e: { image: 'old', pull_policy: 'missing' },
      f: { image: 'old', pull_policy: 'daily', build: { context: '/app' } },
    }),
  ).toEqual(['new', 'unknown']);
});
