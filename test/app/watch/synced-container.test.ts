import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SyncedContainer } from '../../../src/app/watch/synced-container.js';
import { rawPath } from '../../../src/platform/raw-path.js';
import { makeSpec } from '../../engine/docker/translate/make-spec.js';
import { FakeEngine } from '../../fakes/fake-engine.js';

const { signal } = new AbortController();

let home: string;
beforeEach(() => {
  home = mkdtempSync(`${tmpdir()}/stack-synced-`);
});
afterEach(() => rmSync(home, { recursive: true }));

/** Where it is on the host, and where it goes to. */
const at = (name: string) => ({
  path: rawPath(`${home}/${name}`),
  target: rawPath(`/app/${name}`),
  root: rawPath(home),
});

it('a folder that is a link by now, and what was told of below it, touches nothing that the link may lead to', async () => {
  mkdirSync(`${home}/other`);
  writeFileSync(`${home}/other/new`, '');
  symlinkSync('other', `${home}/a`);
  const engine = new FakeEngine({ images: ['app:1'] });
  const networkMode = { kind: 'engine', value: 'bridge' } as const;
  const spec = makeSpec({}, { name: 'web', image: 'app:1', networks: [], networkMode });
  const { id } = await engine.containers.create(spec);
  const removed = vi.spyOn(engine.containers, 'removePaths');
  const attached = { name: 'web', service: 'web', number: 1 };
  const container = new SyncedContainer(engine, id, attached, undefined, signal);
  const result = await container.sync([
    { ...at('a'), now: 'folder' },
    { ...at('a/new'), now: 'file' },
    { ...at('a/old'), now: 'gone', was: 'file' },
    { ...at('b'), now: 'gone', was: 'file' },
  ]);
  expect(result).toMatchObject({ written: 0, doubtful: [`${home}/a`] });
  const paths = removed.mock.calls.flatMap(([, given]) => given.map((path) => Buffer.from(path).toString()));
  expect(paths.toSorted()).toEqual(['/app/a', '/app/b']);
  const record = await container.record;
  expect(['a/new', 'a/old'].filter((name) => record.has(at(name).target))).toEqual([]);
});
