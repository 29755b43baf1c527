import type { StackEvent } from '../../src/events/event.js';
import { executePlan } from '../../src/execute/execute-plan.js';
import { lookCloser } from '../../src/execute/look-closer.js';
import { observe, observeUsage } from '../../src/execute/observe.js';
import type { RunResult } from '../../src/execute/run-plan.js';
import { label } from '../../src/model/labels.js';
import type { ContainerId } from '../../src/model/names.js';
import type { ObservedState } from '../../src/model/observed.js';
import type { Project } from '../../src/model/project.js';
import { withEffect } from '../../src/plan/applied.js';
import type { Plan } from '../../src/plan/plan.js';
import { looksNeeded } from '../../src/plan/plan-up.js';
import { imageOf } from '../../src/plan/service-images.js';
import type { UpOptions } from '../../src/plan/up-options.js';
import type { FakeEngine } from '../fakes/fake-engine.js';
import { contentsOf, inputOf, plan } from '../plan/make-project.js';

export interface AppliedProject extends RunResult {
  readonly events: readonly StackEvent[];
}

export interface ApplyOptions {
  readonly options?: Partial<UpOptions>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StackEvent) => void;
}

export async function observeProject(engine: FakeEngine, project: Project): Promise<ObservedState> {
  const observed = await observe(
    engine,
    {
      project: project.name,
      networks: Object.values(project.networks).map(({ name }) => name),
      volumes: Object.values(project.volumes).map(({ name }) => name),
      images: Object.values(project.services).map((service) => imageOf(project, service)),
    },
    {},
  );
  return { ...observed, usage: await observeUsage(engine, project.name, {}) };
}

/** A plan, after a closer look where there is reason for one. */
export async function planOn(
  engine: FakeEngine,
  project: Project,
  observed: ObservedState,
  options: Partial<UpOptions> = {},
): Promise<Plan> {
  const looks = looksNeeded(inputOf(project, observed, options));
  return plan(project, observed, options, await lookCloser(engine, looks, {}));
}

/** What `up` does between the files and the report: observe, plan, carry out. */
export async function applyProject(
  engine: FakeEngine,
  project: Project,
  { options = {}, signal = new AbortController().signal, onEvent = () => {} }: ApplyOptions = {},
): Promise<AppliedProject> {
  const observed = await observeProject(engine, project);
  const events: StackEvent[] = [];
  const upOptions = { removeOrphans: true, ...options };
  const result = await executePlan(await planOn(engine, project, observed, upOptions), {
    engine,
    images: observed.images,
    contents: contentsOf(project),
    locate: () => undefined,
    places: { count: Number.POSITIVE_INFINITY, heldMs: Number.POSITIVE_INFINITY },
    settleMs: 0,
    signal,
    emit: (event) => {
      events.push(event);
      onEvent(event);
    },
    now: () => 0,
  });
  return { ...result, events };
}

/** What is on the engine, without what differs from run to run: ids and times. */
export async function endState(engine: FakeEngine, project: Project) {
  const { containers, networks, volumes } = await observeProject(engine, project);
  const nameOf = new Map(containers.map(({ id, name }) => [id, name]));
  const idOf = new Map(networks.map(({ id, name }) => [name, id]));
  const attachmentsOf = (id: ContainerId) =>
    engine.containers
      .get(id)
      .networks.map(({ attachment }) => attachment)
      .sort((left, right) => left.network.localeCompare(right.network));
  const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name);
  return {
    containers: containers
      .map(({ id, name, state, labels, networks: attached }) => ({
        name,
        files: Object.fromEntries(engine.containers.get(id).files),
        state,
        // As it is now: labels stay as they were when a container is changed.
        made: withEffect({ ...engine.containers.get(id).service, networks: undefined }),
        // Tied to the containers that are there, not to ones that are gone.
        references: labels[label.references]?.replace(
          /=(\w+)/g,
          (_all, id) => `=${nameOf.get(id) ?? 'nobody'}`,
        ),
        networks: attachmentsOf(id),
        connected: attached.map((network) => network.id === idOf.get(network.name)),
      }))
      .sort(byName),
    networks: networks.map(({ name, labels }) => ({ name, applied: labels[label.applied] })).sort(byName),
    volumes: volumes.map(({ name, labels }) => ({ name, applied: labels[label.applied] })).sort(byName),
  };
}
