import { expect, it } from 'vitest';
import type { WatchNews } from '../../src/events/watch-news.js';
import { watchText } from '../../src/report/watch-text.js';

const shown = (news: WatchNews): string => watchText(news, { color: false, cwd: '/p' });
const synced = {
  kind: 'synced',
  service: 'web',
  why: 'changed',
  paths: ['/p/src/a', '/p/src/b', '/p/src/c'],
  written: 3,
  removed: 0,
  bytes: 14_000,
  durationMs: 12.4,
} as const;

it.each<[WatchNews, string]>([
  [{ kind: 'enabled', services: ['api', 'web'], folders: 1 }, 'Watch enabled: api, web (1 folder)'],
  [synced, 'web  synced 3 files (14.0 kB) in 12 ms: src/a, src/b, src/c'],
  [{ ...synced, written: 300 }, 'web  synced 300 files (14.0 kB) in 12 ms'],
  [{ ...synced, written: 0, removed: 1, paths: ['/q/a'] }, 'web  removed 1 in 12 ms: /q/a'],
  [
    { ...synced, why: 'new-container', removed: 2, durationMs: 2345 },
    'web  synced 3 files (14.0 kB), removed 2 in 2.3s into a new container',
  ],
  [{ ...synced, written: 0, paths: ['/p/src/empty'] }, 'web  synced folders in 12 ms: src/empty'],
  [
    { kind: 'rebuilt', services: ['api'], paths: ['/p/src/main.ts'], replaced: true, durationMs: 3100 },
    'api  rebuilt and replaced in 3.1s: src/main.ts',
  ],
  [
    { kind: 'rebuilt', services: ['api'], paths: [], replaced: false, durationMs: 3100 },
    'api  rebuilt to the same image in 3.1s',
  ],
  [
    {
      kind: 'rebuilding',
      services: ['api', 'web'],
      paths: ['/p/a', '/p/b', '/p/c', '/p/d', '/p/e'],
      again: true,
    },
    'api, web  rebuilding once more: a, b, c and 2 more',
  ],
  [
    { kind: 'restarted', services: ['web'], paths: ['/p/a'], durationMs: 300 },
    'service(s) ["web"] restarted in 300 ms: a',
  ],
  [
    { kind: 'executed', service: 'web', container: 'p-web-1', exitCode: 3, durationMs: 50 },
    'web  command exited with status 3 in 50 ms (p-web-1)',
  ],
  [{ kind: 'files-changed', paths: ['/p/.env'], applies: true }, 'The project has changed: .env'],
])('a watch tells in one line what it did: %j', (news, text) => {
  expect(shown(news)).toBe(text);
});
