import fc from 'fast-check';
import { expect, it } from 'vitest';
import { projectName } from '../../src/model/names.js';
import type { Dependency, FileObject, Network, Project, Service } from '../../src/model/project.js';
import { usedKeys } from '../../src/plan/up-resources.js';
import { FakeEngine } from '../fakes/fake-engine.js';
import { makeProject, plan, selectionOf } from '../plan/make-project.js';
import { applyProject, endState, observeProject } from './apply-project.js';

const names = ['a', 'b', 'c', 'd'] as const;

interface Shape {
  readonly mode: string;
  readonly replicas: number;
  readonly healthcheck: boolean;
  readonly volume: boolean;
  /** Content of a config that is copied into it. */
  readonly config: string | null;
  readonly dependsOn: readonly ('started' | 'healthy' | 'restart' | 'none')[];
  readonly sharesNetworkOf: number | null;
  /** On the network `back` too. */
  readonly back: boolean;
}

/** How networks are defined, `default` and `back`. */
type Definition = Omit<Network, 'name'>;
const definition: fc.Arbitrary<Definition> = fc.constantFrom(
  {},
  { internal: true },
  { labels: { tier: 'one' } },
  { labels: { tier: 'two' }, ipam: { config: [{ subnet: '10.1.0.0/24' }] } },
);

const shape: fc.Arbitrary<Shape> = fc.record({
  mode: fc.constantFrom('one', 'two', 'three'),
  replicas: fc.integer({ min: 0, max: 3 }),
  healthcheck: fc.boolean(),
  volume: fc.boolean(),
  config: fc.option(fc.constantFrom('old', 'new')),
  dependsOn: fc.array(fc.constantFrom('started', 'healthy', 'restart', 'none'), { maxLength: 3 }),
  sharesNetworkOf: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 4 }),
  back: fc.boolean(),
});

/** Services depend on earlier ones only, so there is never a cycle; a service may also not be there at all. */
const project: fc.Arbitrary<Project> = fc
  .tuple(fc.array(fc.option(shape), { maxLength: names.length }), definition, definition)
  .map(([shapes, ofDefault, ofBack]) => {
    const services: Record<string, Partial<Service>> = {};
    const configs: Record<string, FileObject> = {};
    for (const [index, one] of shapes.entries()) {
      const name = names[index];
      if (one === null || name === undefined) continue;
      services[name] = toService(one, index, shapes);
      if (one.config !== null) configs[name] = { name: `app_${name}`, content: one.config };
    }
    return makeProject(services, {
      networks: {
        default: { ...ofDefault, name: 'app_default' },
        back: { ...ofBack, name: 'app_back' },
      },
      volumes: { data: { name: 'app_data' } },
      configs,
    });
  });

function toService(one: Shape, index: number, shapes: readonly (Shape | null)[]): Partial<Service> {
  const depends_on: Record<string, Dependency> = {};
  for (const [at, kind] of one.dependsOn.entries()) {
    const other = shapes[at];
    if (at >= index || other === null || other === undefined || kind === 'none') continue;
    depends_on[names[at] ?? ''] = {
      condition: kind === 'healthy' && other.healthcheck ? 'service_healthy' : 'service_started',
      required: true,
      restart: kind === 'restart',
    };
  }
  const owner = one.sharesNetworkOf;
  const shares = owner !== null && owner < index && (shapes[owner]?.replicas ?? 0) > 0;
  return {
    environment: { MODE: one.mode },
    scale: one.replicas,
    depends_on,
    ...(one.healthcheck ? { healthcheck: { test: ['CMD', 'true'] } } : {}),
    ...(one.volume ? { volumes: [{ type: 'volume', source: 'data', target: '/data' }] } : {}),
    ...(one.config === null ? {} : { configs: [{ source: names[index] ?? '' }] }),
    ...(shares ? { network_mode: `service:${names[owner]}` } : {}),
    ...(!shares && one.back ? { networks: { default: null, back: { aliases: ['behind'] } } } : {}),
  };
}

const engineWithImage = (): FakeEngine => new FakeEngine({ images: ['busybox'] });

/** What `up` comes to where nothing was before. */
async function fromNothing(target: Project): Promise<unknown> {
  const engine = engineWithImage();
  await applyProject(engine, target);
  return usedState(engine, target);
}

/** Networks and volumes that are no longer used stay, as with docker compose: those that are used have to be the same. */
async function usedState(engine: FakeEngine, target: Project): Promise<unknown> {
  const { containers, networks, volumes } = await endState(engine, target);
  const used = usedKeys({
    selection: selectionOf(target),
  });
  const namesOf = (kind: 'networks' | 'volumes') => used[kind].map((key) => target[kind][key]?.name);
  return {
    containers,
    networks: networks.filter(({ name }) => namesOf('networks').includes(name)),
    volumes: volumes.filter(({ name }) => namesOf('volumes').includes(name)),
  };
}

it('a change from any project to any other ends as if the other had been there from the start', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, async (before, after) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      expect((await applyProject(engine, after)).outcome).toBe('succeeded');
      expect(await usedState(engine, after)).toEqual(await fromNothing(after));
    }),
  );
}, 60_000);

it('a plan for what was just applied is empty', async () => {
  await fc.assert(
    fc.asyncProperty(project, async (target) => {
      const engine = engineWithImage();
      await applyProject(engine, target, { options: { wait: true } });
      expect(plan(target, await observeProject(engine, target), { wait: true }).nodes).toEqual([]);
    }),
  );
}, 60_000);

it('after a loss of the engine at any call, the next up gets to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, fc.nat({ max: 40 }), async (before, after, calls) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      engine.journal.dieAfter(calls);
      await applyProject(engine, after);
      engine.journal.revive();
      expect((await applyProject(engine, after)).outcome).toBe('succeeded');
      expect(await usedState(engine, after)).toEqual(await fromNothing(after));
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('interrupted at any moment, it rolls back what it was replacing, and the next up gets to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, fc.nat({ max: 40 }), async (before, after, steps) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      const controller = new AbortController();
      let left = steps;
      const onEvent = (): void => {
        left -= 1;
        if (left === 0) controller.abort(new Error('Ctrl-C'));
      };
      await applyProject(engine, after, { signal: controller.signal, onEvent });
      const { containers } = await observeProject(engine, after);
      const runs = (name: string) => containers.some((one) => one.name === name && one.state === 'running');
      // Set aside is at most what was replaced for good and was about to be removed.
      const aside = containers.filter(({ name }) => /^[0-9a-f]{12}_/.test(name));
      expect(aside.filter(({ name, state }) => state !== 'exited' || !runs(name.slice(13)))).toEqual([]);
      expect((await applyProject(engine, after)).outcome).toBe('succeeded');
      expect(await usedState(engine, after)).toEqual(await fromNothing(after));
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('never touches what belongs to another project', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, async (ours, theirs) => {
      const other = makeProject(theirs.services, {
        name: projectName('other'),
        networks: { default: { name: 'other_default' }, back: { name: 'other_back' } },
        volumes: { data: { name: 'other_data' } },
        configs: theirs.configs,
      });
      const engine = engineWithImage();
      await applyProject(engine, other);
      const state = await endState(engine, other);
      await applyProject(engine, ours);
      expect(await endState(engine, other)).toEqual(state);
    }),
  );
}, 60_000);
