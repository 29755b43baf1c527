import { expect, it } from 'vitest';
import type { Service } from '../../src/model/project.js';
import type { ImagesInput } from '../../src/plan/images/images-input.js';
import { planBuild } from '../../src/plan/images/plan-build.js';
import { planPull } from '../../src/plan/images/plan-pull.js';
import { planPush } from '../../src/plan/images/plan-push.js';
import { makeProject, nodeLines, selectionOf } from './make-project.js';

const input = (services: Record<string, Partial<Service>>): ImagesInput => ({
  selection: selectionOf(makeProject(services)),
  images: { here: { id: 'sha256:one', tags: ['here:latest'] } },
  version: '1.0.0',
  locate: () => undefined,
});
const pull = (services: Record<string, Partial<Service>>, options = {}) =>
  nodeLines(planPull({ ...input(services), ignoreBuildable: false, ignoreFailures: false, ...options }));

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
  const build = { context: '/app' };
  expect(pull({ a: { image: 'made', build } }, { ignoreBuildable: true })).toEqual([]);
});

it('builds with the arguments of the command over those of the files, and pushes after it', () => {
  const services = { a: { image: 'made', build: { context: '/app', args: { A: '1', B: '1' } } }, b: {} };
  const planned = planBuild({ ...input(services), args: { A: '2' }, noCache: true, pull: true, push: true });
  expect(planned.ok && nodeLines(planned.value)).toEqual([
    'build made because requested by build',
    'push made after build made because requested by push',
  ]);
  const operation = planned.ok ? planned.value.nodes[0]?.operation : undefined;
  expect(operation).toMatchObject({ build: { args: { A: '2', B: '1' }, no_cache: true, pull: true } });
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
