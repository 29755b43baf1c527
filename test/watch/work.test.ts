import { describe, expect, it } from 'vitest';
import { serviceName } from '../../src/model/names.js';
import type { Service, WatchRule } from '../../src/model/project.js';
import { rawPath } from '../../src/platform/raw-path.js';
import type { TreeChange } from '../../src/platform/watched-tree/watched-tree.js';
import { watchedRule } from '../../src/watch/watched-rule.js';
import { type PathToSync, syncSteps, workOf } from '../../src/watch/work.js';

const service: Service = { name: serviceName('web'), command: null, entrypoint: null };
const rules = (...given: readonly Partial<WatchRule>[]) =>
  given.map((rule, index) =>
    watchedRule(service, index, { path: '/p', action: 'sync', ...rule }, { ignoreFile: '', isLiteral: true }),
  );
const file = (path: string): TreeChange => ({ path: rawPath(path), now: 'file' });

describe('what is to be done because files changed', () => {
  it('is what every rule says that is about one of them', () => {
    const work = workOf(
      rules(
        { path: '/p/a', target: '/one' },
        { path: '/p', action: 'sync+restart', target: '/two' },
        { path: '/p/b', action: 'rebuild' },
        { path: '/p/a', action: 'sync+exec', target: '/three', exec: { command: ['x'] } },
        { path: '/p/c', action: 'restart' },
      ),
      [file('/p/a/x'), file('/p/b')],
    );
    expect(work.sync.map(({ target }) => target)).toEqual(['/one/x', '/two/a/x', '/two/b', '/three/x']);
    expect(work.restart).toEqual(['/p/a/x', '/p/b']);
    expect(work.rebuild).toEqual(['/p/b']);
    expect(work.exec.map(({ index }) => index)).toEqual([3]);
  });
});

describe('the steps of a copy', () => {
  const to = (target: string, now: TreeChange['now'] | 'gone-folder'): PathToSync => {
    const common = { path: rawPath(`/p${target}`), target: rawPath(target), root: rawPath('/p/root') };
    if (now === 'gone' || now === 'gone-folder')
      return { ...common, now: 'gone', was: now === 'gone' ? 'file' : 'folder' };
    return { ...common, now };
  };
  const steps = (...paths: readonly PathToSync[]) => {
    const { write, remove } = syncSteps(paths);
    return { write: write.map(({ target }) => target), remove: remove.map(({ target }) => target) };
  };

  it('make a folder before what is in it, in whatever order they were told', () => {
    expect(
      steps(to('/a/b/c', 'file'), to('/a-b', 'file'), to('/a/b', 'folder'), to('/a', 'folder')).write,
    ).toEqual(['/a', '/a/b', '/a/b/c', '/a-b']);
  });

  it('remove a folder once, and not what was in it', () => {
    expect(steps(to('/a/x', 'gone'), to('/a', 'gone-folder'), to('/ab', 'gone')).remove).toEqual([
      '/a',
      '/ab',
    ]);
  });

  it('touch nothing below what has become a file or a link: it may lead elsewhere', () => {
    expect(steps(to('/a', 'link'), to('/a/x', 'gone'), to('/b', 'file'), to('/b/y', 'gone'))).toEqual({
      write: ['/a', '/b'],
      remove: [],
    });
  });

  it('remove what was in a folder that another one has the place of', () => {
    expect(steps(to('/a', 'folder'), to('/a/old', 'gone'), to('/a/new', 'file'))).toEqual({
      write: ['/a', '/a/new'],
      remove: ['/a/old'],
    });
  });

  it('leave the folder that is copied to, when it is gone, without what was in it', () => {
    expect(steps(to('/root', 'gone-folder'), to('/root/x', 'gone')).remove).toEqual(['/root/x']);
    expect(steps(to('/root', 'gone')).remove).toEqual(['/root']);
  });

  it('remove what has become something without content', () => {
    expect(steps(to('/a', 'other'))).toEqual({ write: [], remove: ['/a'] });
  });
});
