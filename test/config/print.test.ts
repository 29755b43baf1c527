import { describe, expect, test } from 'vitest';
import { configText } from '../../src/cli/commands/config-text.js';
import { loadProject } from '../../src/config/load-project.js';
import { renderCanonical } from '../../src/config/render-canonical.js';
import { accepted, loadText, projectOf } from './load.js';
import { memoryFiles } from './memory-files.js';

const flags = {
  diagnostics: 'text',
  interpolate: true,
  normalize: true,
  pathResolution: true,
  consistency: true,
  envResolution: true,
} as const;

describe('keys of one’s own', () => {
  const text =
    'services: { a: { image: x, x-own: { b: 1, a: 2 }, build: { context: ., x-b: 1 } } }\nnetworks: { default: { x-n: 1 } }';

  test('are printed in YAML after the others, and not in JSON', async () => {
    const project = await projectOf(text);
    const yaml = renderCanonical(project, { format: 'yaml' });
    expect(yaml).toContain('      dockerfile: Dockerfile\n      x-b: 1\n');
    expect(yaml).toContain('    x-own:\n      a: 2\n      b: 1\n');
    expect(yaml).toContain('    name: project_default\n    x-n: 1\n');
    expect(renderCanonical(project, { format: 'json' })).not.toContain('x-');
  });

  test('do not change what a service is', async () => {
    const plain = await projectOf('services: { a: { image: x, build: { context: . } } }');
    expect(Object.keys((await projectOf(text)).services['a'] ?? {}).sort()).toEqual(
      Object.keys(plain.services['a'] ?? {}).sort(),
    );
  });
});

describe('JSON', () => {
  test('has keys in the order of their bytes, numbers and all, and what HTML knows escaped', async () => {
    const project = await projectOf('services: { a: { image: x, labels: { "2": "<&>", "10": b, b: c } } }');
    expect(renderCanonical(project, { format: 'json' })).toContain(
      '"labels": {\n        "10": "b",\n        "2": "\\u003c\\u0026\\u003e",\n        "b": "c"\n      }',
    );
  });

  test('ends without a newline', async () => {
    expect(renderCanonical(await projectOf('services: {}'), { format: 'json' })).toBe(
      '{\n  "name": "project",\n  "services": {}\n}',
    );
  });
});

describe('lists of names', () => {
  const text = `
    services:
      a: { image: x, networks: [n], volumes: ["vol:/vol"], models: [m] }
      b: { image: y, profiles: [p], networks: [other] }
    networks: { n: , other: }
    volumes: { vol: , unused: }
    models: { m: { model: ai/m }, unused: { model: ai/u } }
  `;

  test.each([
    ['networks', 'n\n'],
    ['volumes', 'vol\n'],
    ['models', 'ai/m\n'],
    ['services', 'a\n'],
    ['profiles', 'p\n'],
    ['images', 'x\n'],
  ] as const)('of %s hold what enabled services use', async (form, printed) => {
    expect(configText(await loadText(text), form, flags)).toBe(printed);
  });
});

test('images alone are an override file without a name', async () => {
  const loaded = await loadText('services: { a: { image: x, tty: true }, b: { build: . } }\nx-own: 1');
  expect(configText(loaded, 'model', { ...flags, lockImageDigests: true })).toBe(
    'services:\n  a:\n    image: x\n  b: {}\n',
  );
});

test('a limit of zero has both its limits in YAML and neither in JSON', async () => {
  const project = await projectOf('services: { a: { image: x, ulimits: { core: 0 } } }');
  expect(renderCanonical(project, { format: 'yaml' })).toContain('core:\n        soft: 0\n        hard: 0\n');
  expect(renderCanonical(project, { format: 'json' })).toContain('"core": {}');
});

test('profiles of COMPOSE_PROFILES may have spaces around them', async () => {
  const text = 'services: { a: { image: x, profiles: [p] }, b: { image: x, profiles: [q] } }';
  const { services } = await projectOf(text, { environment: { COMPOSE_PROFILES: 'p, q' } });
  expect(Object.keys(services)).toEqual(['a', 'b']);
});

test('what is watched is named by its real path', async () => {
  const text = 'services: { a: { image: x, develop: { watch: [{ path: link/sub, action: restart }] } } }';
  const files = {
    ...memoryFiles({ '/project/compose.yaml': text }),
    realPath: async (path: string) => path.replace('/link', '/real'),
  };
  const request = { files: [], workingDir: '/project', envFiles: [], profiles: [], environment: {} };
  const { project } = accepted(await loadProject(request, files));
  expect(project.services['a']?.develop?.watch?.[0]?.path).toBe('/project/real/sub');
});
