import { describe, expect, test } from 'vitest';
import { accepted, complaints, load } from './load.js';

const service = (image: string) => `services: { a: { image: ${image} } }`;
const filesOf = async (texts: Record<string, string>, overrides: Parameters<typeof load>[1] = {}) =>
  accepted(await load(texts, overrides)).project.configFiles;

describe('the files of a project', () => {
  test('are found in the nearest folder upwards that has any, with the override beside', async () => {
    const texts = {
      '/project/compose.yml': service('x'),
      '/project/compose.override.yaml': service('y'),
      '/stack.yaml': service('z'),
    };
    expect(await filesOf(texts, { workingDir: '/project/deep/down' })).toEqual([
      '/project/compose.yml',
      '/project/compose.override.yaml',
    ]);
  });

  test('are those of stack.yaml before compose.yaml before docker-compose.yaml, with a warning about the others', async () => {
    const texts = {
      '/project/docker-compose.yml': service('x'),
      '/project/compose.yaml': service('y'),
      '/project/stack.yaml': service('z'),
    };
    expect(await filesOf(texts)).toEqual(['/project/stack.yaml']);
    expect(await complaints(texts)).toEqual([
      'several-compose-files: of several compose files in /project, stack.yaml is used',
    ]);
  });

  test('are those of COMPOSE_FILE, which .env can set, when none are given', async () => {
    const texts = {
      '/project/.env': 'COMPOSE_FILE=a.yaml:b.yaml',
      '/project/a.yaml': service('x'),
      '/project/b.yaml': service('y'),
    };
    expect(await filesOf(texts)).toEqual(['/project/a.yaml', '/project/b.yaml']);
    const environment = { COMPOSE_FILE: 'b.yaml,a.yaml', COMPOSE_PATH_SEPARATOR: ',' };
    expect(await filesOf(texts, { environment })).toEqual(['/project/b.yaml', '/project/a.yaml']);
    expect(await filesOf(texts, { files: ['b.yaml'] })).toEqual(['/project/b.yaml']);
  });

  test('can come from standard input', async () => {
    const { project } = accepted(await load({}, { files: ['-'], stdin: service('x') }));
    expect([project.services['a']?.image, project.workingDir]).toEqual(['x', '/project']);
  });

  test('are told to be missing, each of them', async () => {
    expect(await complaints({}, { files: ['a.yaml', 'b.yaml'] })).toEqual([
      'file-not-found: compose file /project/a.yaml cannot be read: it does not exist',
      'file-not-found: compose file /project/b.yaml cannot be read: it does not exist',
    ]);
    expect(await complaints({})).toEqual([
      'no-compose-file: no compose file in /project or any folder above it',
    ]);
  });
});

describe('the variables of a project', () => {
  const texts = {
    '/project/deploy/compose.yaml': 'services: { a: { image: "$A$B$C" } }',
    '/project/deploy/.env': 'A=deploy\nB=deploy\nC=deploy',
    '/project/.env': 'A=top\nB=top\nC=top',
    '/project/one.env': 'B=one\nC=one',
    '/project/two.env': 'C=two',
  };
  const image = async (overrides: Parameters<typeof load>[1]) =>
    accepted(await load(texts, { files: ['deploy/compose.yaml'], ...overrides })).project.services['a']
      ?.image;

  test('come from the shell, then from the .env beside the files', async () => {
    expect(await image({ environment: { A: 'shell' } })).toBe('shelldeploydeploy');
    expect(await image({ projectDirectory: '.' })).toBe('toptoptop');
  });

  test('come from the files that are given instead of .env, the later winning', async () => {
    const environment = { A: 'shell' };
    expect(await image({ environment, envFiles: ['one.env', 'two.env'] })).toBe('shellonetwo');
    expect(await image({ environment: { ...environment, COMPOSE_ENV_FILES: 'one.env' } })).toBe(
      'shelloneone',
    );
  });

  test('do not come from .env when COMPOSE_DISABLE_ENV_FILE is set', async () => {
    expect(await image({ environment: { A: 'shell', COMPOSE_DISABLE_ENV_FILE: '1' } })).toBe('shell');
  });
});
