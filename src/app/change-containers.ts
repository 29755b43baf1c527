import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { observe } from '../execute/observe.js';
import { isOneoff } from '../model/labels.js';
import type { ObservedContainer, ObservedState } from '../model/observed.js';
import { labelledDependencies, serviceOf } from '../plan/labelled-dependencies.js';
import type { ContainersInput } from '../plan/lifecycle/containers-input.js';
import { planRemove } from '../plan/lifecycle/plan-remove.js';
import { planRestart } from '../plan/lifecycle/plan-restart.js';
import { planKill, planPause } from '../plan/lifecycle/plan-signal.js';
import { planStart } from '../plan/lifecycle/plan-start.js';
import { planStop } from '../plan/lifecycle/plan-stop.js';
import type { ContainersCommand, Plan } from '../plan/plan.js';
import { type Outcome, settle, succeeded } from './outcome.js';
import { areServicesKnown, type NamedProject, nameProject } from './project-name.js';
import { type PreparedRun, type RunOptions, runPlanned } from './run-planned.js';
import type { ProjectRequest, Runtime } from './runtime.js';

/** What is done to the containers that a project has, and to nothing else. */
export type ContainersChange = { readonly command: ContainersCommand } & (
  | { readonly command: 'stop'; readonly timeoutSeconds?: number }
  | { readonly command: 'start'; readonly wait: boolean }
  | {
      readonly command: 'restart';
      /** Those, too, that ask for it in `depends_on`. */
      readonly withDependents: boolean;
      readonly timeoutSeconds?: number;
    }
  | { readonly command: 'kill'; readonly killSignal?: string; readonly removeOrphans: boolean }
  | { readonly command: 'pause' | 'unpause' }
  | { readonly command: 'rm'; readonly stop: boolean; readonly anonymousVolumes: boolean }
);

export interface ChangeRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  readonly change: ContainersChange;
}

export interface RunChangeRequest extends ChangeRequest, RunOptions {
  /** Asked before anything is removed, with the names of the containers. */
  readonly confirm?: (containers: readonly string[]) => Promise<boolean>;
}

interface Opened {
  readonly project: NamedProject;
  readonly engine: Engine;
}

/** Changes the state of containers. Needs no file where the project is named. */
export function changeContainers(runtime: Runtime, request: RunChangeRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const opened = await open(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    if (request.confirm !== undefined) {
      const prepared = await prepare(runtime, opened, request);
      if (prepared === undefined) return { kind: 'invalid' };
      const names = prepared.plan.decisions.map(({ name }) => name).sort();
      if (names.length > 0 && !(await request.confirm(names))) return succeeded;
    }
    const { places, lockTimeoutSeconds, waitTimeoutSeconds } = request;
    return await runPlanned(runtime, {
      engine: opened.engine,
      project: opened.project.name,
      command: request.change.command,
      places,
      lockTimeoutSeconds,
      ...(waitTimeoutSeconds === undefined ? {} : { waitTimeoutSeconds }),
      prepare: (current) => prepare(current, opened, request),
    });
  });
}

/** What it would do. Makes no call that writes. */
export function planOfChange(runtime: Runtime, request: ChangeRequest): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const opened = await open(runtime, request);
    const prepared = opened && (await prepare(runtime, opened, request));
    return prepared === undefined ? { kind: 'invalid' } : { kind: 'succeeded', value: prepared.plan };
  });
}

async function open(runtime: Runtime, request: ChangeRequest): Promise<Opened | undefined> {
  const project = await nameProject(runtime, request.project, 'where there are');
  return project && { project, engine: await runtime.connect(runtime.signal) };
}

/** Undefined when what is wrong has been told. */
async function prepare(
  runtime: Runtime,
  { project, engine }: Opened,
  { services, change }: ChangeRequest,
): Promise<PreparedRun | undefined> {
  const of = { project: project.name, networks: [], volumes: [], images: [] };
  const observed = await observe(engine, of, { signal: runtime.signal });
  if (!areServicesKnown(runtime, project, observed.containers, services)) return undefined;
  const containers = observed.containers.filter(
    (container) => services.length === 0 || services.includes(serviceOf(container)),
  );
  const problem = problemOf(project, observed, containers, { services, change });
  if (problem !== undefined) throw new DiagnosticError([problem]);
  const input: ContainersInput = {
    project: project.name,
    services: project.services,
    containers,
    updateMarkers: observed.updateMarkers,
    by: change.command,
  };
  return { plan: planChange(input, project, observed, change), images: {}, locate: project.locate };
}

function planChange(
  input: ContainersInput,
  { services, enabled }: NamedProject,
  { containers: all }: ObservedState,
  change: ContainersChange,
): Plan {
  const replicas = input.containers.filter(({ labels }) => !isOneoff(labels));
  switch (change.command) {
    case 'stop':
      return planStop({ ...input, ...timeoutOf(change) });
    case 'start':
      return planStart({ ...input, containers: withDependencies(replicas, all), wait: change.wait });
    case 'restart': {
      const containers = change.withDependents ? withDependents(replicas, all) : replicas;
      return planRestart({ ...input, containers, ...timeoutOf(change) });
    }
    case 'kill': {
      const isOrphan = (container: ObservedContainer) =>
        enabled.length > 0 && !(serviceOf(container) in services) && !isOneoff(container.labels);
      const orphans = change.removeOrphans ? all.filter(isOrphan) : [];
      const { killSignal } = change;
      return planKill({ ...input, orphans, ...(killSignal === undefined ? {} : { killSignal }) });
    }
    case 'pause':
    case 'unpause':
      return planPause({ ...input, containers: replicas }, change.command);
    case 'rm':
      return planRemove({ ...input, containers: replicas, ...change });
    default:
      return change satisfies never;
  }
}

const timeoutOf = ({ timeoutSeconds }: { readonly timeoutSeconds?: number }) =>
  timeoutSeconds === undefined ? {} : { timeoutSeconds };

/** What keeps the change from being carried out. */
function problemOf(
  project: NamedProject,
  observed: ObservedState,
  containers: readonly ObservedContainer[],
  { services, change }: Pick<ChangeRequest, 'services' | 'change'>,
): Diagnostic | undefined {
  switch (change.command) {
    case 'start': {
      const wanted = services.length > 0 ? services : project.enabled;
      const missing = wanted.find(
        (name) => project.services[name]?.scale !== 0 && !containers.some((one) => serviceOf(one) === name),
      );
      const help = 'make it with `stack create` or `stack up`';
      if (missing !== undefined) return noContainer(`service "${missing}" has no container to start`, help);
      if (observed.containers.length > 0) return undefined;
      return noContainer(`no container found for project "${project.name}"`, help);
    }
    case 'pause': {
      const paused = containers.find(({ state }) => state === 'paused');
      if (paused === undefined || containers.some(({ state }) => state === 'running')) return undefined;
      return noContainer(`container ${paused.name} is already paused`, 'let it go on with `stack unpause`');
    }
    case 'stop':
    case 'restart':
    case 'kill':
    case 'unpause':
    case 'rm':
      return undefined;
    default:
      return change satisfies never;
  }
}

const noContainer = (message: string, help: string): Diagnostic => ({
  code: 'no-container',
  severity: 'error',
  message,
  help,
});

/** Beside some containers, those that they wait for, and so on. */
const withDependencies = (some: readonly ObservedContainer[], all: readonly ObservedContainer[]) =>
  reach(some, all, (container) => {
    const needed = labelledDependencies(container).map(({ service }) => service);
    return (other) => needed.includes(serviceOf(other));
  });

/** Beside some containers, those that are to be restarted with them, and so on. */
const withDependents = (some: readonly ObservedContainer[], all: readonly ObservedContainer[]) =>
  reach(
    some,
    all,
    (container) => (other) =>
      labelledDependencies(other).some(({ service, restart }) => restart && service === serviceOf(container)),
  );

function reach(
  some: readonly ObservedContainer[],
  all: readonly ObservedContainer[],
  leadsTo: (container: ObservedContainer) => (other: ObservedContainer) => boolean,
): readonly ObservedContainer[] {
  const reached = new Set(some);
  // A Set hands out what is added while it is walked through.
  for (const container of reached) {
    const isNext = leadsTo(container);
    for (const other of all) if (!isOneoff(other.labels) && isNext(other)) reached.add(other);
  }
  return [...reached];
}
