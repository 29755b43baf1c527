import { randomBytes } from 'node:crypto';
import type { ComposeService } from '../config/generated/compose-document.js';
import type { ConversationOptions, Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { StackEvent } from '../events/event.js';
import type { OneoffRequest } from '../model/container-spec.js';
import { wholeSeconds } from '../model/go-duration.js';
import { label } from '../model/labels.js';
import type { ContainerId } from '../model/names.js';
import type { Project, Service } from '../model/project.js';
import { sessionLabels } from '../model/session.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { UpOptions } from '../plan/up-options.js';
import type { Console } from './console.js';
import { converse } from './converse.js';
import { type OneoffChanges, oneoffService } from './oneoff-service.js';
import { type Outcome, settle, tell } from './outcome.js';
import { type OpenedUp, openUp, planOpened } from './prepare-up.js';
import {
  defaultGraceSeconds,
  exitCodeFrom,
  type ProgramEnd,
  type ProgramSignals,
  passOn,
} from './program-end.js';
import { notStarted } from './program-not-started.js';
import { type RunOptions, runPlanned } from './run-planned.js';
import type { ProjectRequest, Runtime } from './runtime.js';
import { readServiceParts } from './service-parts.js';

export interface OneoffRun {
  readonly project: ProjectRequest;
  readonly service: string;
  readonly changes: Omit<OneoffChanges, 'parts'>;
  /** Over what the service says, in the words of the files. */
  readonly parts: ComposeService;
  /** Absent: from the project, the service and something random. */
  readonly name?: string;
  readonly usesAliases: boolean;
  readonly autoRemove: boolean;
  /** What becomes of that which the service depends on. */
  readonly options: UpOptions;
}

export interface RunRequest extends OneoffRun, RunOptions {
  /** Absent: it runs in the background. */
  readonly conversation?: {
    readonly console: Console;
    readonly how: ConversationOptions;
    readonly signals: ProgramSignals;
  };
}

export interface RunEnd extends ProgramEnd {
  readonly container: string;
}

/** Runs a container of a service that is no replica of it, after what the service depends on. */
export function run(runtime: Runtime, request: RunRequest): Promise<Outcome<RunEnd>> {
  return settle(runtime, async () => {
    const opened = await openRun(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const { engine, oneoff } = opened;
    const labels = { [label.slug]: oneoff.slug };
    const made = async (): Promise<ContainerId | undefined> => (await engine.containers.list(labels))[0]?.id;
    let isKept = false;
    try {
      const { places, lockTimeoutSeconds } = request;
      const outcome = await runPlanned(withoutContainer(runtime, oneoff.name), {
        engine,
        project: opened.selection.project.name,
        command: 'run',
        lockLabels: sessionLabels(opened.selection.project),
        places,
        lockTimeoutSeconds,
        needsLock: (plan) => !isOnlyAbout(plan, oneoff.name),
        prepare: async (current) => {
          const planned = await planOpened(current, opened);
          tell(current, planned.diagnostics);
          return planned.ok ? { ...planned.value, images: planned.value.observed.images } : undefined;
        },
      });
      if (outcome.kind !== 'succeeded') return outcome;
      const id = await made();
      if (id === undefined) throw new EngineError(`container ${oneoff.name} is gone`, { kind: 'not-found' });
      const started: Started = { engine, id, oneoff, project: opened.selection.project, request };
      const { conversation } = request;
      const end = await orNotStarted(runtime, request, () =>
        conversation === undefined ? startAlone(started) : talkTo(started, conversation),
      );
      isKept = end.kind === 'left' || (end.kind === 'ended' && !oneoff.autoRemove);
      return { kind: 'succeeded', value: { exitCode: end.exitCode, container: id } };
    } finally {
      // Also after a failure, an interruption, and where the engine has not removed it yet.
      const id = isKept ? undefined : await made();
      if (id !== undefined) await engine.containers.remove(id, { anonymousVolumes: true });
    }
  });
}

/** What `run` would do. Makes no call that writes. */
export function planOfRun(runtime: Runtime, request: OneoffRun): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const opened = await openRun(runtime, request);
    if (opened === undefined) return { kind: 'invalid' };
    const planned = await planOpened(runtime, opened);
    tell(runtime, planned.diagnostics);
    return planned.ok ? { kind: 'succeeded', value: planned.value.plan } : { kind: 'invalid' };
  });
}

interface OpenedRun extends OpenedUp {
  readonly oneoff: OneoffRequest;
}

async function openRun(runtime: Runtime, request: OneoffRun): Promise<OpenedRun | undefined> {
  const { service: name, changes, usesAliases, autoRemove } = request;
  const opened = await openUp(runtime, { ...request, services: [name] });
  if (opened === undefined) return undefined;
  const { selection, options } = opened;
  const { project } = selection;
  const service = project.services[name];
  const parts = await readServiceParts(runtime, request.project, project, request.parts);
  if (service === undefined || parts === undefined) return undefined;
  const slug = randomBytes(32).toString('hex');
  const oneoff: OneoffRequest = {
    service: name,
    name: request.name ?? [project.name, name, 'run', slug.slice(0, 12)].join(project.separator ?? '-'),
    slug,
    usesAliases,
    autoRemove,
    interactive: changes.interactive,
  };
  const services = { ...project.services, [name]: oneoffService(service, { ...changes, parts }) };
  return {
    ...opened,
    selection: { ...selection, project: { ...project, services } },
    options: { ...options, oneoff },
    oneoff,
  };
}

type End = { readonly kind: 'ended' | 'left' | 'not started'; readonly exitCode: number };

/** A container that is made and not started, and what is asked for. */
interface Started {
  readonly engine: Engine;
  readonly id: ContainerId;
  readonly oneoff: OneoffRequest;
  readonly project: Project;
  readonly request: RunRequest;
}

async function startAlone({ engine, id }: Started): Promise<End> {
  await engine.containers.start(id);
  return { kind: 'left', exitCode: 0 };
}

/** Starts it with somebody listening, so that nothing is missed, and stays until it has ended or is left. */
async function talkTo(
  { engine, id, oneoff, project, request }: Started,
  { console, how, signals }: NonNullable<RunRequest['conversation']>,
): Promise<End> {
  const { containers } = engine;
  const over = new AbortController();
  const events = await engine.events({ [label.slug]: oneoff.slug }, { signal: over.signal });
  const ended = exitCodeFrom(events, id);
  // Awaited below; it must not count as unheard when something else fails before.
  ended.catch(() => undefined);
  const talk = await containers.attach(id, how, { signal: over.signal });
  const release = passOn(signals, engine, id, graceOf(project.services[request.service]));
  try {
    // Nothing to pass a signal on to yet.
    signals.stop.throwIfAborted();
    await containers.start(id);
    const end = await converse(talk, console, how);
    if (end === 'left') return { kind: 'left', exitCode: 0 };
    return { kind: 'ended', exitCode: await ended };
  } finally {
    release();
    over.abort();
  }
}

/** A program that is not there, or cannot be run, has an exit code all the same. */
async function orNotStarted(runtime: Runtime, request: OneoffRun, start: () => Promise<End>): Promise<End> {
  try {
    return await start();
  } catch (error) {
    const problem = error instanceof EngineError ? notStarted(error.message, programOf(request)) : undefined;
    if (problem === undefined) throw error;
    tell(runtime, [problem.diagnostic]);
    return { kind: 'not started', exitCode: problem.exitCode };
  }
}

/** As it was asked for; what the service or the image says is not known here. */
const programOf = ({ parts, changes }: OneoffRun): readonly string[] =>
  typeof parts.entrypoint === 'string' ? [parts.entrypoint] : changes.command;

const graceOf = (service: Service | undefined): number =>
  service?.stop_grace_period === undefined ? defaultGraceSeconds : wholeSeconds(service.stop_grace_period);

/** What is said is about what the container needs: it is the program itself that was asked for. */
const withoutContainer = (runtime: Runtime, name: string): Runtime => ({
  ...runtime,
  emit: (event) => {
    const shown = without(event, name);
    if (shown !== undefined) runtime.emit(shown);
  },
});

function without(event: StackEvent, name: string): StackEvent | undefined {
  switch (event.type) {
    case 'node-started':
    case 'node-progress':
    case 'node-finished':
      return isAbout(event.node, name) ? undefined : event;
    case 'plan-started':
    case 'plan-finished': {
      const { plan } = event;
      if (isOnlyAbout(plan, name)) return undefined;
      const nodes = plan.nodes.filter((node) => !isAbout(node, name));
      const decisions = plan.decisions.filter((decision) => decision.name !== name);
      return { ...event, plan: { ...plan, nodes, decisions } };
    }
    default:
      return event;
  }
}

const isAbout = ({ operation }: PlanNode, name: string): boolean =>
  'container' in operation && operation.container.name === name;

/** Then it is in nobody's way. */
const isOnlyAbout = ({ nodes }: Plan, name: string): boolean => nodes.every((node) => isAbout(node, name));
