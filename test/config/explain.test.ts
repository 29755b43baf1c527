import { describe, expect, test } from 'vitest';
import { explanationJson } from '../../src/cli/commands/explanation-json.js';
import { explanationText } from '../../src/cli/commands/explanation-text.js';
import { explainParts } from '../../src/config/explain/explain-parts.js';
import { findPart } from '../../src/config/explain/find-part.js';
import type { LoadedProject } from '../../src/config/load-project.js';
import { canonicalProject } from '../../src/config/render-canonical.js';
import { accepted, load, loadText } from './load.js';

function partsOf({ project, originOf }: LoadedProject, path: string) {
  const part = findPart(canonicalProject(project, 'yaml'), path);
  if (part.kind === 'absent') throw new Error(`nothing at ${part.rest}`);
  return explainParts(part.path, part.value, originOf);
}

const explain = (loaded: LoadedProject, path: string) =>
  explanationText(partsOf(loaded, path), { color: false, cwd: '/project' });

describe('an explanation', () => {
  test('tells the file that had the last word, and what it took the place of', async () => {
    const loaded = accepted(
      await load(
        {
          '/project/a.yaml': 'services: { web: { image: one } }',
          '/project/b.yaml': 'services: { web: { image: two } }',
          '/project/c.yaml': 'services: { web: { image: three } }',
        },
        { files: ['a.yaml', 'b.yaml', 'c.yaml'] },
      ),
    );
    expect(explain(loaded, 'services.web.image')).toBe(
      [
        'services.web.image: "three"',
        '  written in   c.yaml:1:27  three',
        '  in place of  b.yaml:1:27  two',
        '  in place of  a.yaml:1:27  one',
      ].join('\n'),
    );
  });

  test('names the variables of an expression and where each is set', async () => {
    const loaded = accepted(
      await load(
        {
          '/project/compose.yaml': 'services: { web: { image: "${REPO}/${NAME:-web}:${TAG}" } }',
          '/project/.env': '# tags\nTAG=1.2\n',
        },
        { environment: { REPO: 'example.com' } },
      ),
    );
    expect(explain(loaded, 'services.web.image')).toBe(
      [
        'services.web.image: "example.com/web:1.2"',
        '  written in  compose.yaml:1:27  "${REPO}/${NAME:-web}:${TAG}"',
        '  REPO        from the shell',
        '  NAME        not set',
        '  TAG         .env:2:1           TAG=1.2',
      ].join('\n'),
    );
  });

  test('follows a value through include and extends to the file that has it', async () => {
    const loaded = accepted(
      await load({
        '/project/compose.yaml': 'include: [sub/compose.yaml]',
        '/project/sub/compose.yaml':
          'services: { web: { extends: { file: base.yaml, service: base }, image: web } }',
        '/project/sub/base.yaml': 'services: { base: { image: base, user: nobody } }',
      }),
    );
    expect(explain(loaded, 'services.web')).toBe(
      [
        'services.web.image: "web"',
        '  written in     sub/compose.yaml:1:72  web',
        '  in place of    sub/base.yaml:1:28     base',
        '  included from  compose.yaml:1:11      sub/compose.yaml',
        'services.web.networks: {"default":null}',
        '  default',
        'services.web.user: "nobody"',
        '  written in     sub/base.yaml:1:40     nobody',
        '  extended from  sub/compose.yaml:1:37  base.yaml',
        '  included from  compose.yaml:1:11      sub/compose.yaml',
      ].join('\n'),
    );
  });

  test('takes a value in short form as one part, and a mapping apart', async () => {
    const loaded = await loadText(
      'services: { web: { image: a, build: { context: . }, ports: ["80", { target: 81 }] } }',
    );
    expect(explain(loaded, 'services.web.ports')).toBe(
      [
        'services.web.ports[0]: {"mode":"ingress","target":80,"protocol":"tcp"}',
        '  written in  compose.yaml:1:61  "80"',
        'services.web.ports[1].mode: "ingress"',
        '  default',
        'services.web.ports[1].target: 81',
        '  written in  compose.yaml:1:77  81',
        'services.web.ports[1].protocol: "tcp"',
        '  default',
      ].join('\n'),
    );
    expect(explain(loaded, 'services.web.build.dockerfile')).toBe(
      'services.web.build.dockerfile: "Dockerfile"\n  default',
    );
  });

  test('tells what an unwritten dependency follows from', async () => {
    const loaded = await loadText(
      'services: { web: { image: a, links: [db], network_mode: "service:vpn" }, db: { image: b }, vpn: { image: c } }',
    );
    expect(explain(loaded, 'services.web.depends_on.db')).toContain(
      '  implied by  compose.yaml:1:38  services.web.links[0]',
    );
    expect(explain(loaded, 'services.web.depends_on.vpn')).toContain(
      'implied by  compose.yaml:1:57  services.web.network_mode',
    );
  });

  test('finds variables of containers in env_file, in environment and in the shell', async () => {
    const loaded = accepted(
      await load(
        {
          '/project/compose.yaml':
            'services: { web: { image: a, env_file: web.env, environment: [BOTH=own, SHELL] } }',
          '/project/web.env': 'FILE=1\nBOTH=file\nDB_PASSWORD=hunter2\n',
        },
        { environment: { SHELL: 'zsh' } },
      ),
    );
    expect(explain(loaded, 'services.web.environment.FILE')).toBe(
      [
        'services.web.environment.FILE: "1"',
        '  written in  web.env:1:1        FILE=1',
        '  named in    compose.yaml:1:40  web.env',
      ].join('\n'),
    );
    expect(explain(loaded, 'services.web.environment.BOTH')).toContain('in place of  web.env:2:1');
    expect(explain(loaded, 'services.web.environment.SHELL')).toContain('SHELL       from the shell');
  });

  test('is an array of parts with their places for programs', async () => {
    const loaded = await loadText('services: { web: { image: "a:${TAG}" } }', { environment: { TAG: '1' } });
    expect(JSON.parse(explanationJson(partsOf(loaded, 'services.web.image')))).toEqual([
      {
        path: 'services.web.image',
        value: 'a:1',
        origin: {
          kind: 'written',
          file: '/project/compose.yaml',
          line: 1,
          column: 27,
          endLine: 1,
          endColumn: 37,
          variables: [{ name: 'TAG', from: 'shell' }],
          replaced: [],
          namedBy: [],
        },
      },
    ]);
  });
});

describe('a path into the model', () => {
  const model = {
    services: { 'a.b': { labels: { 'com.example.x': '1', com: '2' }, ports: [{ target: 80 }] } },
  };

  test.each([
    ['services.a.b.ports[0].target', ['services', 'a.b', 'ports', 0, 'target']],
    ['services.a.b.ports.0', ['services', 'a.b', 'ports', 0]],
    ['services.a.b.labels.com.example.x', ['services', 'a.b', 'labels', 'com.example.x']],
    ['services["a.b"].labels["com"]', ['services', 'a.b', 'labels', 'com']],
    ['', []],
  ])('%s leads to %j', (text, path) => {
    expect(findPart(model, text)).toMatchObject({ kind: 'found', path });
  });

  test.each([
    ['services.a.b.prots', ['services', 'a.b'], 'ports'],
    ['services.a.b.ports[1]', ['services', 'a.b', 'ports'], undefined],
    ['services.a.b.ports[0].target.x', ['services', 'a.b', 'ports', 0, 'target'], undefined],
    ['__proto__', [], undefined],
  ])('%s leads no further than %j', (text, within, meant) => {
    expect(findPart(model, text)).toMatchObject({ kind: 'absent', within, meant });
  });
});
