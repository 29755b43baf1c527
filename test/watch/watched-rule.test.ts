import { describe, expect, it } from 'vitest';
import { serviceName } from '../../src/model/names.js';
import type { Service, WatchRule } from '../../src/model/project.js';
import { rawPath } from '../../src/platform/raw-path.js';
import { dockerfileOf, isMounted, watchedRule } from '../../src/watch/watched-rule.js';

const service: Service = {
  name: serviceName('web'),
  command: null,
  entrypoint: null,
  build: { context: '/p' },
};

const compiled = (rule: Partial<WatchRule>, { ignoreFile = '', isLiteral = true } = {}) =>
  watchedRule(
    service,
    0,
    { path: '/p/src', action: 'sync', target: '/app', ...rule },
    { ignoreFile, isLiteral },
  );

const includes = (rule: ReturnType<typeof compiled>, ...paths: readonly string[]) =>
  paths.filter((path) => rule.includes(rawPath(path)));

describe('a rule of develop.watch', () => {
  it('is about its path and what is below, and not about what only begins like it', () => {
    const all = ['/p/src', '/p/src/a', '/p/src/deep/b', '/p/srcs', '/p', '/p/src2/a'];
    expect(includes(compiled({}), ...all)).toEqual(['/p/src', '/p/src/a', '/p/src/deep/b']);
  });

  it('leaves out what its patterns say, counted from its path, with what is in folders of that name', () => {
    const rule = compiled({ ignore: ['*.log', 'build/', '**/tmp', '!keep.log'] });
    const all = ['a.log', 'deep/a.log', 'build', 'build/x', 'deep/build/x', 'deep/tmp/x', 'keep.log', 'a'];
    expect(includes(rule, ...all.map((path) => `/p/src/${path}`))).toEqual(
      ['deep/a.log', 'deep/build/x', 'keep.log', 'a'].map((path) => `/p/src/${path}`),
    );
  });

  it('with include, is about nothing else; `*` is everything', () => {
    const all = ['/p/src/a.js', '/p/src/a.css', '/p/src/lib/x/y'];
    expect(includes(compiled({ include: ['*.js', 'lib'] }), ...all)).toEqual([
      '/p/src/a.js',
      '/p/src/lib/x/y',
    ]);
    expect(includes(compiled({ include: ['*'] }), ...all)).toEqual(all);
  });

  it('leaves out what the build leaves out, unless that is everything but a few', () => {
    const all = ['/p/src/a.md', '/p/src/b'];
    expect(includes(compiled({}, { ignoreFile: '# docs\n\nsrc/*.md\n' }), ...all)).toEqual(['/p/src/b']);
    expect(includes(compiled({}, { ignoreFile: '*\n!package.json\n' }), ...all)).toEqual(all);
  });

  it.each([
    '.git/HEAD',
    'deep/.git',
    'a~',
    '.a.swp',
    '.#a',
    '#a#',
    '4913',
    'a___jb_tmp___',
    '.idea/workspace.xml',
    'x-go-tmp-umask',
  ])('is never about %s, which git or an editor has for itself', (path) => {
    expect(includes(compiled({ include: ['**'] }), `/p/src/${path}`)).toEqual([]);
  });

  it('does not look into folders of which everything is left out, and into all that may hold something', () => {
    const rule = compiled({ ignore: ['node_modules', 'out/*', '!out/keep', 'gen', '!gen/**/keep'] });
    const descends = (path: string) => rule.descends(rawPath(path));
    expect(
      ['/', '/p', '/p/src', '/p/src/lib', '/p/src/out', '/p/src/out/keep', '/p/src/gen/deep'].filter(
        descends,
      ),
    ).toHaveLength(7);
    expect(
      ['/p/src/node_modules', '/p/src/node_modules/x', '/p/src/.git', '/p/src/out/x', '/q', '/p/lib'].filter(
        descends,
      ),
    ).toEqual([]);
  });

  it('says where a path goes to, whatever bytes are in its name', () => {
    const rule = compiled({ target: '/app//x/' });
    const odd = `${rawPath('/p/src/')}\xff` as ReturnType<typeof rawPath>;
    expect(rule.targetOf(rawPath('/p/src'))).toBe('/app/x/');
    expect(rule.targetOf(rawPath('/p/src/ü/b'))).toBe(rawPath('/app/x/ü/b'));
    expect(rule.targetOf(odd)).toBe('/app/x/\xff');
  });

  it('with wildcards in its path, begins before the first of them', () => {
    const rule = compiled({ path: '/p/packages/*/src', target: '/packages' }, { isLiteral: false });
    expect(rule.root).toBe('/p/packages');
    const all = ['/p/packages/a/src/x', '/p/packages/a/src', '/p/packages/a/x', '/p/packages/src/x'];
    expect(includes(rule, ...all)).toEqual(all.slice(0, 2));
    expect(rule.targetOf(rawPath('/p/packages/a/src/x'))).toBe('/packages/a/src/x');
  });
});

describe('a service under watch', () => {
  it('is built by the Dockerfile of its context, another one, or none', () => {
    const of = (build: Service['build']) => dockerfileOf({ ...service, ...(build && { build }) });
    expect(of({ context: '/p' })).toBe('/p/Dockerfile');
    expect(of({ context: '/p', dockerfile: 'sub/my.Dockerfile' })).toBe('/p/sub/my.Dockerfile');
    expect(of({ context: '/p', dockerfile: '/q/Dockerfile' })).toBe('/q/Dockerfile');
    expect(of({ context: '/p', dockerfile_inline: 'FROM x' })).toBeUndefined();
    expect(of({ context: 'https://example.com/x.git' })).toBeUndefined();
  });

  it('sees a path by itself that it has mounted, or that is in a mounted folder', () => {
    const mounting = { ...service, volumes: [{ type: 'bind', source: '/p/src', target: '/app' }] } as Service;
    expect(['/p/src', '/p/src/deep'].every((path) => isMounted(mounting, path))).toBe(true);
    expect(['/p', '/p/srcs', '/p/lib'].some((path) => isMounted(mounting, path))).toBe(false);
  });
});
