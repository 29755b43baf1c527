import fc from 'fast-check';
import { expect, it } from 'vitest';
import { projectName } from '../../src/model/names.js';
import type {
  Dependency,
  FileObject,
  Network,
  Project,
  Service,
  UpdateConfig,
  Volume,
} from '../../src/model/project.js';
import { usedKeys } from '../../src/plan/up-resources.js';
import { FakeEngine } from '../fakes/fake-engine.js';
import { makeProject, selectionOf } from '../plan/make-project.js';
import { applyProject, endState, observeProject, planOn } from './apply-project.js';

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
  /** What can be changed while a container stays. */
  readonly restart: string | null;
  readonly memory: string | null;
  readonly processes: number | null;
  readonly aliases: readonly string[];
  readonly update: UpdateConfig | null;
}

/** The mode that the services rarely leave, so that most changes can be made in place. */
const calm = fc.constantFrom('one', 'one', 'one', 'two');

/** How networks are defined, `default` and `back`. */
type Definition = Omit<Network, 'name'>;
const definition: fc.Arbitrary<Definition> = fc.constantFrom(
  {},
  { internal: true },
  { labels: { tier: 'one' } },
  { labels: { tier: 'two' }, ipam: { config: [{ subnet: '10.1.0.0/24' }] } },
);

const volumeDefinition: fc.Arbitrary<Omit<Volume, 'name'>> = fc.constantFrom(
  {},
  { labels: { tier: 'one' } },
  { driver_opts: { type: 'tmpfs', device: 'tmpfs' } },
);

const updateConfig: fc.Arbitrary<UpdateConfig> = fc.record(
  {
    parallelism: fc.nat({ max: 3 }),
    order: fc.constantFrom('stop-first', 'start-first'),
    failure_action: fc.constantFrom('pause', 'continue', 'rollback'),
    max_failure_ratio: fc.constantFrom(0, 0.5),
  },
  { requiredKeys: [] },
);

const shape: fc.Arbitrary<Shape> = fc.record({
  mode: calm,
  replicas: fc.integer({ min: 0, max: 3 }),
  healthcheck: fc.boolean(),
  volume: fc.boolean(),
  config: fc.option(fc.constantFrom('old', 'new')),
  dependsOn: fc.array(fc.constantFrom('started', 'healthy', 'restart', 'none'), { maxLength: 3 }),
  sharesNetworkOf: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 4 }),
  back: fc.boolean(),
  restart: fc.option(fc.constantFrom('always', 'unless-stopped')),
  memory: fc.option(fc.constantFrom('67108864', '134217728')),
  processes: fc.option(fc.constantFrom(50, 99)),
  aliases: fc.subarray(['other', 'another']),
  update: fc.option(updateConfig),
});

/** Services depend on earlier ones only, so there is never a cycle; a service may also not be there at all. */
const project: fc.Arbitrary<Project> = fc
  .tuple(fc.array(fc.option(shape), { maxLength: names.length }), definition, definition, volumeDefinition)
  .map(([shapes, ofDefault, ofBack, ofData]) => {
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
      volumes: { data: { ...ofData, name: 'app_data' } },
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
  // Two containers in one network of another are refused for start-first.
  const order = shares ? { order: 'stop-first' } : {};
  return {
    ...(one.update === null ? {} : { deploy: { update_config: { ...one.update, ...order } } }),
    environment: { MODE: one.mode },
    scale: one.replicas,
    depends_on,
    ...(one.healthcheck ? { healthcheck: { test: ['CMD', 'true'] } } : {}),
    ...(one.volume ? { volumes: [{ type: 'volume', source: 'data', target: '/data' }] } : {}),
    ...(one.config === null ? {} : { configs: [{ source: names[index] ?? '' }] }),
    ...(one.restart === null ? {} : { restart: one.restart }),
    ...(one.memory === null ? {} : { mem_limit: one.memory }),
    ...(one.processes === null ? {} : { pids_limit: one.processes }),
    ...(shares ? { network_mode: `service:${names[owner]}` } : { networks: networksOf(one) }),
  };
}

const networksOf = ({ aliases, back }: Shape): NonNullable<Service['networks']> => ({
  default: aliases.length === 0 ? null : { aliases },
  ...(back ? { back: { aliases: ['behind'] } } : {}),
});

/** What is asked for so that an end state does not depend on what was before. */
const anew = { options: { recreateVolumes: ['data'] } };

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

/**
 * A container that had to go before its volume may be gone when the others of its service are not: then a replica that
 * would have been one too many stays in its place, under its own number.
 */
const withoutNumbers = (state: unknown): unknown => {
  const text = JSON.stringify(state)
    .replaceAll(/(app-[abcd])-\d/g, '$1')
    // Those whose namespaces are used are named with their number.
    .replaceAll(/\b([abcd])#\d=/g, '$1=');
  return JSON.parse(text);
};

it('a change from any project to any other ends as if the other had been there from the start', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, async (before, after) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      expect((await applyProject(engine, after, anew)).outcome).toBe('succeeded');
      expect(await usedState(engine, after)).toEqual(await fromNothing(after));
    }),
  );
}, 60_000);

it('a volume that is not named stays as it is, whatever becomes of the project', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, async (before, after) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      const { volumes } = await endState(engine, before);
      expect((await applyProject(engine, after)).outcome).toBe('succeeded');
      expect((await endState(engine, after)).volumes).toEqual(expect.arrayContaining([...volumes]));
    }),
  );
}, 60_000);

it('a plan for what was just applied is empty', async () => {
  await fc.assert(
    fc.asyncProperty(project, async (target) => {
      const engine = engineWithImage();
      await applyProject(engine, target, { options: { wait: true } });
      expect((await planOn(engine, target, await observeProject(engine, target))).nodes).toEqual([]);
    }),
  );
}, 60_000);

it('a plan is empty after a change of what is there, too, and nothing is marked that is gone', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, project, async (first, second, third) => {
      const engine = engineWithImage();
      for (const target of [first, second, first, third])
        await applyProject(engine, target, { options: { wait: true } });
      expect((await planOn(engine, third, await observeProject(engine, third))).nodes).toEqual([]);
      const { containers, updateMarkers } = await observeProject(engine, third);
      const ids = new Set(containers.map(({ id }) => id));
      expect(updateMarkers.filter(({ container }) => !ids.has(container))).toEqual([]);
    }),
  );
}, 60_000);

it('after a loss of the engine at any call, the next up gets to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(project, project, fc.nat({ max: 40 }), async (before, after, calls) => {
      const engine = engineWithImage();
      await applyProject(engine, before);
      engine.journal.dieAfter(calls);
      await applyProject(engine, after, anew);
      engine.journal.revive();
      expect((await applyProject(engine, after, anew)).outcome).toBe('succeeded');
      expect(withoutNumbers(await usedState(engine, after))).toEqual(
        withoutNumbers(await fromNothing(after)),
      );
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
      await applyProject(engine, after, { ...anew, signal: controller.signal, onEvent });
      const { containers } = await observeProject(engine, after);
      const runs = (name: string) => containers.some((one) => one.name === name && one.state === 'running');
      // Set aside is at most what was replaced for good and was about to be removed.
      const aside = containers.filter(({ name }) => /^[0-9a-f]{12}_/.test(name));
      expect(aside.filter(({ name, state }) => state !== 'exited' || !runs(name.slice(13)))).toEqual([]);
      expect((await applyProject(engine, after, anew)).outcome).toBe('succeeded');
      expect(withoutNumbers(await usedState(engine, after))).toEqual(
        withoutNumbers(await fromNothing(after)),
      );
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
