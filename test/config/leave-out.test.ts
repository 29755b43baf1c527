import { describe, expect, test } from 'vitest';
import type { LoadRequest } from '../../src/config/load-request.js';
import { loadWritten } from '../../src/config/load-written.js';
import { renderCanonical } from '../../src/config/render-canonical.js';
import { complaints, projectOf } from './load.js';
import { memoryFiles } from './memory-files.js';

const text = `
services:
  web:
    image: nginx
    env_file: [web.env, { path: other.env, required: false }]
    environment: [GIVEN=1]
    volumes: [./src:/src, data:/data]
volumes:
  data:
`;

describe('loading without', () => {
  test('environment files names them and does not miss them', async () => {
    const { web } = (await projectOf(text, { leaveOut: ['environment files'] })).services;
    expect(web?.environment).toEqual({ GIVEN: '1' });
    expect(web?.env_file).toEqual(['/project/web.env', { path: '/project/other.env', required: false }]);
  });

  test('paths leaves relative ones relative', async () => {
    const project = await projectOf(text, { leaveOut: ['paths', 'environment files'] });
    expect(project.services['web']?.volumes?.[0]?.source).toBe('./src');
    expect(project.services['web']?.env_file?.[0]).toBe('web.env');
  });

  test('defaults adds no network, and prints no name that is not written', async () => {
    const project = await projectOf(text, { leaveOut: ['defaults', 'environment files'] });
    const printed: unknown = JSON.parse(renderCanonical(project, { format: 'json' }));
    expect(printed).toMatchObject({ volumes: { data: {} } });
    expect(printed).not.toHaveProperty('networks');
    expect(printed).not.toHaveProperty('services.web.networks');
    expect(printed).not.toHaveProperty('volumes.data.name');
  });

  test('defaults leaves a build as it is written, but knows variables from outside', async () => {
    const text = 'services: { web: { build: ., environment: [A], scale: 2, deploy: {} } }';
    const leaveOut = ['defaults', 'environment files'] as const;
    const { web } = (await projectOf(text, { leaveOut, environment: { A: '1' } })).services;
    expect(web).toMatchObject({ environment: { A: '1' }, deploy: { replicas: 2 } });
    expect(web?.build).not.toHaveProperty('dockerfile');
  });

  test('defaults still gives variables without a value that of the shell', async () => {
    const { services } = await projectOf('services: { a: { image: x, environment: [A, B] } }', {
      leaveOut: ['defaults'],
      environment: { A: '1' },
    });
    expect(services['a']?.environment).toEqual({ A: '1', B: null });
  });

  test('defaults names no Dockerfile, and paths leaves the folder of a build as it is', async () => {
    const text = 'services: { a: { build: { target: dev } } }';
    const build = async (leaveOut: ('defaults' | 'paths')[]) =>
      (await projectOf(text, { leaveOut })).services['a']?.build;
    expect(await build(['defaults'])).toEqual({ context: '/project', target: 'dev' });
    expect(await build(['paths'])).toEqual({ context: '.', dockerfile: 'Dockerfile', target: 'dev' });
  });

  test('checks accepts what does not go together', async () => {
    const broken = 'services: { a: { image: x, network_mode: host, networks: [missing], depends_on: [b] } }';
    expect(await complaints(broken, { leaveOut: ['checks'] })).toEqual([]);
    expect(await complaints(broken)).not.toEqual([]);
  });
});

describe('the files as written', () => {
  const written = async (
    compose: string,
    others: Record<string, string> = {},
    overrides: Partial<LoadRequest> = {},
  ) => {
    const files = memoryFiles({ '/project/compose.yaml': compose, ...others });
    const request = {
      files: [],
      workingDir: '/project',
      envFiles: [],
      profiles: [],
      environment: {},
      ...overrides,
    };
    const result = await loadWritten(request, files);
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('; '));
    return result.value;
  };

  test('keep their expressions, even where a number or a boolean has to come of them', async () => {
    const { document } = await written(
      'services: { a: { image: "x:${TAG?}", tty: "${TTY}", command: "$$HOME" } }',
    );
    expect(document).toMatchObject({
      name: 'project',
      services: { a: { image: 'x:${TAG?}', tty: '${TTY}', command: '$$HOME' } },
    });
  });

  test('are one, with absolute paths', async () => {
    const { document } = await written('include: [sub/compose.yaml]\nservices: { a: { build: ./a } }', {
      '/project/sub/compose.yaml': 'services: { b: { build: . } }',
    });
    expect(document).toMatchObject({
      services: { a: { build: { context: '/project/a' } }, b: { build: { context: '/project/sub' } } },
    });
  });

  test('have short forms written out, except where an expression is in the way', async () => {
    const { document } = await written(`
      services:
        a:
          image: x
          env_file: a.env
          networks: [n]
          volumes: ["\${DIR:-/srv}/x:/x", "./d:/d:ro"]
          ports: ["\${P}:80", "81:81"]
          configs: [c]
        b: { image: x, ports: ["81:81"], pid: "service:a", secrets: [s] }
      networks: { n: , e: { external: { name: other } } }
    `);
    expect(document).toEqual({
      name: 'project',
      services: {
        a: {
          image: 'x',
          env_file: [{ path: '/project/a.env', required: true }],
          networks: { n: null },
          volumes: [
            { type: 'volume', source: '${DIR:-/srv}/x', target: '/x', volume: {} },
            {
              type: 'bind',
              source: '/project/d',
              target: '/d',
              read_only: true,
              bind: { create_host_path: true },
            },
          ],
          ports: ['${P}:80', '81:81'],
          configs: [{ source: 'c' }],
        },
        b: {
          image: 'x',
          ports: [{ mode: 'ingress', target: 81, published: '81', protocol: 'tcp' }],
          pid: 'service:a',
          secrets: [{ source: 's', target: '/run/secrets/s' }],
          depends_on: { a: { condition: 'service_started', restart: true, required: true } },
          networks: { default: null },
        },
      },
      networks: {
        default: { name: 'project_default' },
        n: { name: 'project_n' },
        e: { name: 'other', external: true },
      },
    });
  });

  test('get no defaults when those are left out', async () => {
    const { document } = await written(
      'services: { a: { build: { args: [A] }, links: [b] }, b: { image: x } }\nnetworks: { n: }',
      {},
      { leaveOut: ['defaults'] },
    );
    expect(document).toEqual({
      services: { a: { build: { context: '/project', args: ['A'] }, links: ['b'] }, b: { image: 'x' } },
      networks: { n: null },
    });
  });

  test('list everything once, what is listed later in the place of what was before', async () => {
    const { document } = await written(
      'services: { a: { image: x, environment: [A=1, B, A=2], expose: [80, "80"], volumes: ["one:/x", "two:/x"] } }',
    );
    expect(document).toMatchObject({
      services: { a: { environment: ['A=2', 'B'], expose: ['80'], volumes: [{ source: 'two' }] } },
    });
  });

  test('tell every variable once, with what becomes of it when it is not set', async () => {
    const { variables } = await written(
      'services: { a: { image: "${A:?why} ${B:+alt} ${C-d${D:-e}} $F ${A} ${C:-other} $$NOT", labels: ["x=${A-z}"] } }',
    );
    expect(variables).toEqual([
      { name: 'A', required: true, defaultValue: 'z', alternateValue: '' },
      { name: 'B', required: false, defaultValue: '', alternateValue: 'alt' },
      { name: 'C', required: false, defaultValue: 'd${D:-e}', alternateValue: '' },
      { name: 'D', required: false, defaultValue: 'e', alternateValue: '' },
      { name: 'F', required: false, defaultValue: '', alternateValue: '' },
    ]);
  });
});
