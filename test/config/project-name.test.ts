import { describe, expect, test } from 'vitest';
import { resolveGivenProjectName, resolveProjectName } from '../../src/config/resolve-project-name.js';
import { complaints, projectOf } from './load.js';

const text = 'services: { a: { image: x } }';

describe('the name of a project', () => {
  test('is that of -p before that of COMPOSE_PROJECT_NAME before `name:` before the folder', async () => {
    const named = `name: written\n${text}`;
    const environment = { COMPOSE_PROJECT_NAME: 'variable' };
    expect((await projectOf(named, { projectName: 'option', environment })).name).toBe('option');
    expect((await projectOf(named, { environment })).name).toBe('variable');
    expect((await projectOf(named)).name).toBe('written');
    expect((await projectOf(text)).name).toBe('project');
  });

  test('is brought into form when it comes from a file or a folder, and refused when it is given', async () => {
    expect((await projectOf(`name: My App\n${text}`)).name).toBe('myapp');
    expect(await complaints(text, { projectName: 'My App' })).toEqual([
      expect.stringContaining('invalid-project-name: the project name given with `-p` is `My App`'),
    ]);
  });

  test('can hold variables, and is a variable itself', async () => {
    const { name, services } = await projectOf(
      'name: ${A:-x}-y\nservices: { a: { image: "$COMPOSE_PROJECT_NAME" } }',
    );
    expect([name, services['a']?.image]).toEqual(['x-y', 'x-y']);
  });

  test('is known without any file when it is given', () => {
    expect(resolveGivenProjectName('app', {})).toMatchObject({ ok: true, value: 'app' });
    expect(resolveGivenProjectName(undefined, { COMPOSE_PROJECT_NAME: 'app' })).toMatchObject({
      value: 'app',
    });
    expect(resolveGivenProjectName(undefined, {})).toBeUndefined();
  });

  test('cannot be made of a folder without a letter or digit', () => {
    expect(resolveProjectName(undefined, '/___').ok).toBe(false);
  });
});
