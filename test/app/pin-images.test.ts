import { expect, test } from 'vitest';
import { config } from '../../src/app/config.js';
import type { Runtime } from '../../src/app/runtime.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { memoryFiles } from '../config/memory-files.js';
import { FakeEngine } from '../fakes/fake-engine.js';

function world(text: string) {
  const engine = new FakeEngine({ registry: ['app:1'] });
  const told: Diagnostic[] = [];
  const runtime: Runtime = {
    files: {
      ...memoryFiles({ '/p/compose.yaml': text }),
      readBytes: () => Promise.reject(new Error('unread')),
    },
    workingDir: '/p',
    environment: {},
    connect: async () => engine,
    emit: (event) => {
      if (event.type === 'diagnostic') told.push(event.diagnostic);
    },
    signal: new AbortController().signal,
    now: () => 0,
    caller: 'nobody',
    version: '0.0.0',
  };
  return { runtime, told };
}

const request = {
  project: { files: [], envFiles: [], profiles: [] },
  services: [],
  images: 'pinned',
} as const;

test('an image gets the digest that its registry has for it', async () => {
  const { runtime } = world('services: { web: { image: app:1 }, own: { build: . } }');
  const outcome = await config(runtime, request);
  expect(outcome).toMatchObject({
    kind: 'succeeded',
    value: { project: { services: { web: { image: expect.stringMatching(/^app:1@sha256:/) } } } },
  });
});

test('every image that a registry does not have is told at its place', async () => {
  const { runtime, told } = world('services:\n  web: { image: gone:1 }\n  job: { image: gone:2 }\n');
  expect(await config(runtime, request)).toEqual({ kind: 'failed' });
  expect(told).toMatchObject([
    { code: 'image-not-found', message: expect.stringContaining('failed to resolve digest for gone:1') },
    { code: 'image-not-found', message: expect.stringContaining('failed to resolve digest for gone:2') },
  ]);
  expect(told.map(({ at }) => at?.source.text.slice(at.start, at.end))).toEqual(['gone:1', 'gone:2']);
});
