import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extract } from 'tar-stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBuildContext } from '../../../../src/engine/docker/build/build-context.js';
import type { Build } from '../../../../src/model/project.js';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'stack-context-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Content by path; links and folders by what they are. */
async function unpacked(build: Build) {
  const { archive, dockerfile } = await openBuildContext(build);
  const entries: Record<string, string> = {};
  const reader = extract();
  archive.on('error', (error) => reader.destroy(error)).pipe(reader);
  for await (const entry of reader) {
    const { name, type, linkname } = entry.header;
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    const content = Buffer.concat(chunks).toString('utf8');
    entries[name] = type === 'file' ? content : type === 'symlink' ? `-> ${linkname}` : '/';
  }
  return { dockerfile, entries };
}

describe('a build context', () => {
  it('holds files, folders and links of the folder', async () => {
    const context = await folder({ Dockerfile: 'FROM x', 'src/main.c': 'int main;', empty: '' });
    await symlink('main.c', join(context, 'src/link'));
    expect(await unpacked({ context })).toEqual({
      dockerfile: 'Dockerfile',
      entries: {
        Dockerfile: 'FROM x',
        empty: '',
        src: '/',
        'src/link': '-> main.c',
        'src/main.c': 'int main;',
      },
    });
  });

  it('leaves out what .dockerignore names, and takes back what it excepts', async () => {
    const context = await folder({
      Dockerfile: 'FROM x',
      '.dockerignore': 'Dockerfile\nnode_modules\n*.log\n!keep.log\n',
      'node_modules/a.js': '',
      'a.log': '',
      'keep.log': '',
    });
    const { entries } = await unpacked({ context });
    expect(Object.keys(entries).sort()).toEqual(['.dockerignore', 'Dockerfile', 'keep.log']);
  });

  it('finds an exception within an ignored folder', async () => {
    const context = await folder({
      Dockerfile: '',
      '.dockerignore': 'out\n!out/keep\n',
      'out/a': '',
      'out/keep': 'k',
    });
    expect((await unpacked({ context })).entries).toMatchObject({ 'out/keep': 'k' });
    expect((await unpacked({ context })).entries).not.toHaveProperty('out/a');
  });

  it('prefers the ignore file that is named after the Dockerfile', async () => {
    const context = await folder({
      'web.Dockerfile': 'FROM x',
      'web.Dockerfile.dockerignore': 'b',
      '.dockerignore': 'a',
      a: '',
      b: '',
    });
    const { dockerfile, entries } = await unpacked({ context, dockerfile: 'web.Dockerfile' });
    expect(dockerfile).toBe('web.Dockerfile');
    expect(entries).toHaveProperty('a');
    expect(entries).not.toHaveProperty('b');
  });

  it('carries a Dockerfile from outside, or one written in the file', async () => {
    const root = await folder({ 'app/a': '', 'docker/Dockerfile': 'FROM outside' });
    const outside = await unpacked({ context: join(root, 'app'), dockerfile: '../docker/Dockerfile' });
    expect(outside.entries[outside.dockerfile]).toBe('FROM outside');
    const inline = await unpacked({ dockerfile_inline: 'FROM inline' });
    expect(inline.entries).toEqual({ [inline.dockerfile]: 'FROM inline' });
  });

  it('is refused with the path when the Dockerfile is missing', async () => {
    const context = await folder({ a: '' });
    await expect(openBuildContext({ context })).rejects.toThrow(join(context, 'Dockerfile'));
  });
});
