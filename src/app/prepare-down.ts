import type { Engine } from '../engine/engine.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { observe } from '../execute/observe.js';
import { label } from '../model/labels.js';
import type { ObservedState } from '../model/observed.js';
import type { Plan } from '../plan/plan.js';
import { type DownOptions, planDown } from '../plan/plan-down.js';
import { areServicesKnown, type NamedProject, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface DownRequest {
  readonly project: ProjectRequest;
  readonly options: DownOptions;
}

/** Which project, and where: all that is known without a look at what it has there. */
export interface OpenedDown {
  readonly project: NamedProject;
  readonly engine: Engine;
  readonly options: DownOptions;
}

export interface PreparedDown {
  readonly plan: Plan;
  readonly observed: ObservedState;
  readonly engine: Engine;
  readonly locate: Locate;
}

/** From what is on the engine to a plan, without changing anything. Undefined when what is wrong has been told. */
export async function prepareDown(runtime: Runtime, request: DownRequest): Promise<PreparedDown | undefined> {
  const opened = await openDown(runtime, request);
  return opened && (await planOpenedDown(runtime, opened));
}

/** Undefined when what is wrong has been told. */
export async function openDown(
  runtime: Runtime,
  { project: request, options }: DownRequest,
): Promise<OpenedDown | undefined> {
  const project = await nameProject(runtime, request, 'where there are');
  return project && { project, engine: await runtime.connect(runtime.signal), options };
}

/** One look at the engine, and what follows from it. Undefined when what is wrong has been told. */
export async function planOpenedDown(
  runtime: Runtime,
  { project, engine, options }: OpenedDown,
): Promise<PreparedDown | undefined> {
  const { name, services, external, locate } = project;
  const of = { project: name, networks: [], volumes: [], images: imagesAskedFor(name, services, options) };
  const builtFor = { [label.project]: name };
  const [observed, images] = await Promise.all([
    observe(engine, of, { signal: runtime.signal }),
    options.removeImages === 'built' ? engine.images.list(builtFor, { signal: runtime.signal }) : [],
  ]);
  // As containers name them.
  const built = images.flatMap(({ id, tags }) =>
    tags.length === 0 ? [id] : tags.map((tag) => tag.replace(/:latest$/, '')),
  );
  if (!areServicesKnown(runtime, project, observed.containers, options.services)) return undefined;
  return {
    plan: planDown({ project: name, services, external, observed, built, options }),
    observed,
    engine,
    locate,
  };
}

const imagesAskedFor = (
  project: string,
  services: NamedProject['services'],
  { removeImages }: DownOptions,
): readonly string[] =>
  removeImages === 'none' || removeImages === 'built'
    ? []
    : [...new Set(Object.values(services).map(({ name, image }) => image ?? `${project}-${name}`))];
