import fc from 'fast-check';
import { expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import type { Project, UpdateConfig } from '../../src/model/project.js';
import { FakeEngine } from '../fakes/fake-engine.js';
import { makeProject } from '../plan/make-project.js';
import { applyProject, endState } from './apply-project.js';

interface Update {
  readonly replicas: number;
  readonly healthcheck: boolean;
  readonly update: UpdateConfig;
  readonly rollback: UpdateConfig;
  /** Numbers of the replicas whose new container does not get ready. */
  readonly failing: readonly number[];
  /** After how many events the command is interrupted; 0: never. */
  readonly interrupted: number;
}

const pace = {
  parallelism: fc.nat({ max: 3 }),
  order: fc.constantFrom('stop-first', 'start-first'),
};

const update: fc.Arbitrary<Update> = fc.record({
  replicas: fc.integer({ min: 1, max: 4 }),
  healthcheck: fc.boolean(),
  update: fc.record(
    {
      ...pace,
      failure_action: fc.constantFrom('pause', 'continue', 'rollback'),
      max_failure_ratio: fc.constantFrom(0, 0.3, 1),
    },
    { requiredKeys: [] },
  ),
  rollback: fc.record(pace, { requiredKeys: [] }),
  failing: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  interrupted: fc.nat({ max: 40 }),
});

function projectOf({ replicas, healthcheck, ...deploy }: Update, mode: 'old' | 'new'): Project {
  return makeProject({
    web: {
      scale: replicas,
      environment: { MODE: mode },
      deploy: { update_config: deploy.update, rollback_config: deploy.rollback },
      ...(healthcheck ? { healthcheck: { test: ['CMD', 'true'] } } : {}),
    },
  });
}

function engineOf({ failing, healthcheck }: Update): FakeEngine {
  return new FakeEngine({
    images: ['busybox'],
    behaviours: ({ labels }) => {
      const isNew = labels[label.applied]?.includes('"new"') === true;
      if (!isNew || !failing.includes(Number(labels[label.containerNumber]))) return {};
      // One that ends a moment later has settled by then, as long as settling takes no time here.
      return healthcheck ? { unhealthy: true } : { startFailure: 'no such program' };
    },
  });
}

/** Containers that answer: with a health check the healthy ones. */
const ready = ({ containers }: FakeEngine): number =>
  containers.all.filter(({ state, health }) => state === 'running' && (health ?? 'healthy') === 'healthy')
    .length;

/** How many replicas may be away at once. */
function mayBeAway({ replicas, update, rollback, failing, interrupted }: Update): number {
  const lot = ({ parallelism = 1, order }: UpdateConfig): number =>
    order === 'start-first' ? 0 : Math.min(replicas, parallelism === 0 ? replicas : parallelism);
  // What is undone alone was replaced alone; with start-first its old container still runs.
  const isUndone = failing.length > 0 || interrupted > 0;
  return Math.max(
    lot(update),
    isUndone ? lot({ ...(update.order && { order: update.order }), ...rollback }) : 0,
  );
}

it('at no moment of an update fewer replicas are ready than it promises, whatever fails or interrupts it', async () => {
  await fc.assert(
    fc.asyncProperty(update, async (one) => {
      const engine = engineOf(one);
      await applyProject(engine, projectOf(one, 'old'), { options: { wait: true } });
      const controller = new AbortController();
      let events = 0;
      let fewest = one.replicas;
      await applyProject(engine, projectOf(one, 'new'), {
        signal: controller.signal,
        onEvent: () => {
          events += 1;
          fewest = Math.min(fewest, ready(engine));
          if (events === one.interrupted) controller.abort(new Error('Ctrl-C'));
        },
      });
      expect(fewest).toBeGreaterThanOrEqual(one.replicas - mayBeAway(one));
    }),
  );
}, 60_000);

it('after an update that failed or was interrupted, every replica runs, and the next up to what was there changes nothing but back', async () => {
  await fc.assert(
    fc.asyncProperty(update, async (one) => {
      const engine = engineOf(one);
      const old = projectOf(one, 'old');
      await applyProject(engine, old, { options: { wait: true } });
      const before = await endState(engine, old);
      const controller = new AbortController();
      let events = 0;
      await applyProject(engine, projectOf(one, 'new'), {
        signal: controller.signal,
        onEvent: () => {
          events += 1;
          if (events === one.interrupted) controller.abort(new Error('Ctrl-C'));
        },
      });
      // What came back may still be getting healthy.
      const runs = engine.containers.all.filter(({ state }) => state === 'running');
      expect(runs.length).toBeGreaterThanOrEqual(one.replicas);
      expect((await applyProject(engine, old)).outcome).toBe('succeeded');
      expect(await endState(engine, old)).toEqual(before);
    }),
  );
}, 60_000);

it('with failure_action rollback either all replicas are new or all are the old containers', async () => {
  await fc.assert(
    fc.asyncProperty(update, async (one) => {
      const update = { ...one.update, failure_action: 'rollback', max_failure_ratio: 0 };
      const all: Update = { ...one, update, interrupted: 0 };
      const engine = engineOf(all);
      await applyProject(engine, projectOf(all, 'old'));
      const ids = () => engine.containers.all.map(({ id, name }) => `${name} ${id}`).sort();
      const before = ids();
      const { outcome } = await applyProject(engine, projectOf(all, 'new'));
      const fails = all.failing.some((number) => number <= all.replicas);
      expect(outcome).toBe(fails ? 'failed' : 'succeeded');
      if (fails) expect(ids()).toEqual(before);
      else expect(ids().filter((id) => before.includes(id))).toEqual([]);
    }),
  );
}, 60_000);

it('with --no-rollback nothing is lost, and the next up with better files ends as if nothing had happened', async () => {
  await fc.assert(
    fc.asyncProperty(update, async (one) => {
      const engine = engineOf(one);
      const old = projectOf(one, 'old');
      await applyProject(engine, old, { options: { wait: true } });
      const before = await endState(engine, old);
      const ids = engine.containers.all.map(({ id }) => id);
      const { outcome } = await applyProject(engine, projectOf(one, 'new'), {
        options: { keepFailed: true },
      });
      const failed = one.failing.filter((number) => number <= one.replicas);
      expect(outcome).toBe(failed.length === 0 ? 'succeeded' : 'failed');
      const oldOnes = engine.containers.all.filter(({ id }) => ids.includes(id));
      if (failed.length > 0) expect(oldOnes.length).toBeGreaterThan(0);
      expect((await applyProject(engine, old)).outcome).toBe('succeeded');
      expect(await endState(engine, old)).toEqual(before);
    }),
  );
}, 60_000);
