import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/model/project.js';
import { imagesNamedIn } from '../../src/plan/dockerfile-images.js';
import type { ImagesInput } from '../../src/plan/images/images-input.js';
import { planBuild } from '../../src/plan/images/plan-build.js';
import { planPull } from '../../src/plan/images/plan-pull.js';
import { planPush } from '../../src/plan/images/plan-push.js';
import { makeProject, nodeLines, selectionOf } from './make-project.js';

const input = (services: Record<string, Partial<Service>>): ImagesInput => ({
  selection: selectionOf(makeProject(services)),
  images: { here: { id: 'sha256:one', tags: ['here:latest'] } },
  version: '1.0.0',
});
const pull = (services: Record<string, Partial<Service>>, options = {}) =>
  nodeLines(planPull({ ...input(services), ignoreBuildable: false, ignoreFailures: false, ...options }));

const started = { condition: 'service_started', required: true } as const;
const plain = { args: {}, noCache: false, pull: false, push: false };
const build = (services: Record<string, Partial<Service>>, options = {}) =>
  planBuild({ ...input(services), ...plain, ...options });

it('pulls each image once, whatever is here, unless a policy says otherwise', () => {
  const services = { a: { image: 'here' }, b: { image: 'here' }, c: { image: 'there' } };
  expect(pull(services)).toEqual([
    'pull here because requested by pull',
    'pull there because requested by pull',
  ]);
  expect(pull(services, { policy: 'missing' })).toEqual(['pull there because requested by pull']);
  expect(pull({ a: { image: 'there', pull_policy: 'never' } })).toEqual([]);
});

it('passes by what can be built where that is asked for', () => {
  expect(pull({ a: { image: 'made', build: { context: '/app' } } }, { ignoreBuildable: true })).toEqual([]);
});

it('builds with the arguments of the command over those of the files, and pushes after it', () => {
  const services = { a: { image: 'made', build: { context: '/app', args: { A: '1', B: '1' } } }, b: {} };
  const plan = build(services, { args: { A: '2' }, noCache: true, pull: true, push: true });
  expect(nodeLines(plan)).toEqual([
    'build made because requested by build',
    'push made after build made because requested by push',
  ]);
  expect(plan.nodes[0]?.operation).toMatchObject({
    build: { args: { A: '2', B: '1' }, no_cache: true, pull: true },
  });
});

it('builds once what several services are made of in the same way, under all their names', () => {
  const same = { context: '/app', args: { A: '1' } };
  const plan = build({
    web: { build: same },
    worker: { build: same },
    other: { build: { context: '/app' } },
  });
  expect(nodeLines(plan)).toEqual([
    'build app-other because requested by build',
    'build app-web because requested by build',
  ]);
  expect(plan.nodes[1]?.operation).toMatchObject({ image: 'app-web', alsoNamed: ['app-worker'] });
  expect(plan.decisions.map(({ name }) => name)).toEqual(['app-other', 'app-web', 'app-worker']);
});

it('builds what an image is made of before it, whether that was named or not', () => {
  const services = {
    base: { image: 'base:1', build: { context: '/base' } },
    middle: { build: { context: '/middle', additional_contexts: { base: 'service:base' } } },
    web: { build: { context: '/web', additional_contexts: { middle: 'service:middle', src: '/src' } } },
  };
  const { selection, ...rest } = input(services);
  const plan = planBuild({ selection: { ...selection, services: new Set(['web']) }, ...rest, ...plain });
  expect(nodeLines(plan)).toEqual([
    'build app-middle after build base:1 because requested by build',
    'build app-web after build app-middle because requested by build',
    'build base:1 because requested by build',
  ]);
  expect(plan.nodes[2]?.operation).toMatchObject({
    build: { additional_contexts: { middle: 'docker-image://app-middle', src: '/src' } },
  });
});

it('says that newer base images are not looked for where a build is made of what was just made here', () => {
  const services = {
    base: { build: { context: '/base' } },
    web: { build: { context: '/web', additional_contexts: { base: 'service:base' } } },
  };
  const plan = build(services, { pull: true });
  expect(plan.diagnostics).toMatchObject([
    { code: 'build-warning', message: expect.stringContaining('build of web') },
  ]);
  expect(plan.nodes.map(({ operation }) => 'build' in operation && operation.build.pull)).toEqual([
    true,
    undefined,
  ]);
});

describe('a build whose Dockerfile names the image of another service', () => {
  const services = {
    base: { image: 'base:1', build: { context: '/base' } },
    web: { build: { context: '/web', pull: true }, depends_on: { base: started } },
    other: { build: { context: '/other' } },
  };
  const linesWith = (dockerfiles: Readonly<Record<string, string>>) => {
    const named = Object.entries(dockerfiles).map(([name, text]) => [name, imagesNamedIn(text)] as const);
    const plan = planBuild({ ...input(services), ...plain, dockerfiles: new Map(named) });
    return nodeLines(plan).filter((line) => line.includes(' after '));
  };

  it('comes after it, whether it depends on it or not', () => {
    expect(linesWith({ other: 'FROM docker.io/library/base:1' })).toEqual([
      'build app-other after build base:1 because requested by build',
    ]);
    expect(linesWith({ web: 'FROM somewhere' })).toEqual([]);
  });

  it('comes after what its service depends on where the name is made of variables', () => {
    expect(linesWith({ web: 'ARG B\nFROM $B', other: 'ARG B\nFROM $B' })).toEqual([
      'build app-web after build base:1 because requested by build',
    ]);
  });

  it('comes after it but not before it: a circle is for the builder to refuse', () => {
    expect(linesWith({ base: 'FROM app-other', other: 'FROM base:1' })).toEqual([
      'build base:1 after build app-other because requested by build',
    ]);
  });
});

it('builds for the platform that the service runs on', () => {
  const platforms = ['linux/amd64', 'linux/arm64'];
  const plan = build({
    one: { platform: 'linux/arm64', build: { context: '/a', platforms } },
    all: { build: { context: '/a', platforms } },
  });
  expect(plan.nodes.map(({ operation }) => 'build' in operation && operation.build.platforms)).toEqual([
    platforms,
    ['linux/arm64'],
  ]);
});

it('pushes only what is built here, under all its names', () => {
  const services = {
    a: { image: 'made', build: { context: '/app', tags: ['made:1'] } },
    b: { image: 'here' },
  };
  expect(nodeLines(planPush({ ...input(services), ignoreFailures: false }))).toEqual([
    'push made because requested by push',
    'push made:1 because requested by push',
  ]);
});
