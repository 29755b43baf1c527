import { join } from 'node:path';
import type { LoadedProject } from '../../config/load-project.js';
import { allowedInCopy } from '../../config/resolve-project-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Engine } from '../../engine/engine.js';
import type { PublishedPort } from '../../events/answer.js';
import type { StackEvent } from '../../events/event.js';
import { portVariables } from '../../events/port-variables.js';
import type { TestOutcome, TestPhase, TestRun } from '../../events/test-run.js';
import { selectServices } from '../../graph/select-services.js';
import { label } from '../../model/labels.js';
import type { UpOptions } from '../../plan/up-options.js';
import { runProgram } from '../../platform/run-program.js';
import type { Console } from '../console.js';
import { openProject } from '../open-project.js';
import { type Outcome, settle, succeeded, tell } from '../outcome.js';
import { publishedPorts } from '../port.js';
import { defaultGraceSeconds } from '../program-end.js';
import { run } from '../run.js';
import { type ProjectRequest, projectByName, type Runtime } from '../runtime.js';
import { removeSession } from '../sessions/collect-garbage.js';
import { sessionOwner, uniqueCopy } from '../sessions/session-owner.js';
import { limitTime, type TimeLimit } from '../time-limit.js';
import { up } from '../up.js';
import { collect } from './collect.js';
import { OutputTail } from './output-tail.js';
import type { TestRequest } from './test-request.js';
import { servicesToBringUp } from './test-services.js';
import { writeEvidence } from './write-evidence.js';

/** One run, from nothing to nothing. Whatever goes wrong in it is told, and in what it gives. */
export async function runTest(runtime: Runtime, request: TestRequest, number: number): Promise<TestRun> {
  return await new TestRunner(runtime, request, number).run();
}

class TestRunner {
  readonly #runtime: Runtime;
  readonly #emit: Runtime['emit'];
  readonly #request: TestRequest;
  readonly #number: number;
  readonly #project: ProjectRequest;
  /** What makes the name of the copy of that of the project. */
  readonly #copy: string;
  readonly #begun: number;
  readonly #startedAt = new Date();
  readonly #tail = new OutputTail();
  readonly #phases: { phase: TestPhase; durationMs: number }[] = [];
  readonly #ready: TestRun['ready'][number][] = [];
  readonly #errors: Diagnostic[] = [];
  readonly #limit: TimeLimit;
  #addresses: readonly PublishedPort[] = [];

  constructor(runtime: Runtime, request: TestRequest, number: number) {
    this.#runtime = { ...runtime, emit: (event) => this.#hear(event) };
    this.#emit = runtime.emit;
    this.#request = request;
    this.#number = number;
    this.#begun = runtime.now();
    this.#limit = limitTime(runtime.signal, request.timeoutSeconds);
    const { isolated = 'test' } = request.project;
    this.#copy = uniqueCopy(isolated === '.' ? 'test' : allowedInCopy(isolated));
    // What is to be kept outlives the process.
    const owner = sessionOwner({ endsWithProcess: !request.keep, isForOneRun: true });
    this.#project = { ...request.project, isolated: this.#copy, owner };
  }

  async run(): Promise<TestRun> {
    try {
      const { program } = this.#request;
      const named = program.kind === 'on this host' ? this.#request.services : [program.service];
      const opened = await openProject(this.#runtime, this.#project, named);
      if (opened === undefined || !this.#areKnown(opened, named)) return this.#result('invalid', {});
      const settled = await settle(this.#runtime, async () => ({
        kind: 'succeeded',
        value: await this.#inCopy(opened),
      }));
      if (settled.kind === 'succeeded') return settled.value;
      return this.#result(settled.kind === 'cancelled' ? 'cancelled' : 'not ready', {});
    } finally {
      this.#limit.clear();
    }
  }

  async #inCopy(opened: LoadedProject): Promise<TestRun> {
    const { name } = opened.project;
    const engine = await this.#runtime.connect(this.#runtime.signal);
    let end: { readonly outcome: TestOutcome; readonly exitCode?: number } = { outcome: 'not ready' };
    let isKept = false;
    try {
      end = await this.#attempt(opened);
    } finally {
      if (this.#limit.expired() && end.outcome !== 'passed') {
        end = { outcome: 'timed out' };
        tell(this.#runtime, [tookTooLong(this.#request.timeoutSeconds ?? 0)]);
      } else if (this.#runtime.signal.aborted) end = { outcome: 'cancelled' };
      // What comes now is done also when the run was called off; only who insists has it left undone.
      const after: Runtime = { ...this.#runtime, signal: this.#request.signals.kill };
      await this.#gather(after, engine, opened);
      isKept = this.#request.keep && end.outcome !== 'passed';
      if (isKept) tell(after, [kept(name)]);
      else await this.#phase('tear down', () => this.#tearDown(after, engine, name));
    }
    return this.#result(end.outcome, { ...end, copy: name, isKept });
  }

  async #attempt(opened: LoadedProject): Promise<{ outcome: TestOutcome; exitCode?: number }> {
    const running: Runtime = { ...this.#runtime, signal: this.#limit.signal };
    const { program, services: _, ...request } = this.#request;
    const services = servicesToBringUp(opened.project, this.#request);
    const cameUp = await this.#phase('set up', async () => {
      const outcome =
        services.length === 0
          ? ({ kind: 'succeeded' } as const)
          : await up(running, {
              ...request,
              project: this.#project,
              services,
              options: {
                ...request.options,
                wait: true,
                // Made meanwhile, and not when all the others are ready.
                ...(program.kind === 'in a container' && { imagesOf: [program.service] }),
              },
            });
      if (outcome.kind !== 'succeeded') return outcome;
      const ports = await publishedPorts(running, {
        project: projectByName(opened.project.name),
        services: [],
      });
      if (ports.kind === 'succeeded') this.#addresses = ports.value;
      return ports;
    });
    if (cameUp.kind === 'invalid') return { outcome: 'invalid' };
    if (cameUp.kind !== 'succeeded') return { outcome: 'not ready' };
    const ended = await this.#phase('test', () =>
      program.kind === 'on this host'
        ? this.#runHere(running, program.command, opened.project.name)
        : this.#runInContainer(running, program, {
            ...request.options,
            withDependencies: false,
            // The image is there by then, as new as it was asked for.
            ...(services.length > 0 && ({ build: 'missing', pull: 'missing' } as const)),
          }),
    );
    // What the program needs itself, such as its image, was not to be had.
    if (ended.kind !== 'succeeded') return { outcome: ended.kind === 'invalid' ? 'invalid' : 'not ready' };
    const { exitCode } = ended.value;
    if (exitCode !== 0 && !running.signal.aborted)
      await settle(running, () => this.#tellWhoEnded(running, opened));
    return { outcome: exitCode === 0 ? 'passed' : 'failed', exitCode };
  }

  #runInContainer(
    running: Runtime,
    { service, command }: { readonly service: string; readonly command: readonly string[] },
    options: UpOptions,
  ): Promise<Outcome<{ readonly exitCode: number }>> {
    const { signals, places, lockTimeoutSeconds } = this.#request;
    const console = this.#console();
    return run(running, {
      project: this.#project,
      service,
      changes: { command, servicePorts: true, interactive: false, tty: console.isTerminal },
      parts: {},
      usesAliases: true,
      // Its log and what it has made are looked at when it has ended.
      autoRemove: false,
      options,
      places,
      lockTimeoutSeconds,
      conversation: {
        console,
        how: { stdin: false, tty: console.isTerminal },
        signals: { ...signals, stop: running.signal },
      },
    });
  }

  #runHere(running: Runtime, command: string, name: string): Promise<Outcome<{ readonly exitCode: number }>> {
    return settle(running, async () => {
      const { STACK_ISOLATED: _, ...environment } = running.environment;
      const exitCode = await runProgram({
        command,
        workingDir: running.workingDir,
        // `stack exec db …` in the program is about this copy.
        environment: { ...environment, ...portVariables(this.#addresses), COMPOSE_PROJECT_NAME: name },
        signal: running.signal,
        killSignal: this.#request.signals.kill,
        graceSeconds: defaultGraceSeconds,
        write: this.#console().write,
      });
      return { kind: 'succeeded', value: { exitCode } };
    });
  }

  /** The console, with an ear on what is said. */
  #console(): Console {
    const { console } = this.#request;
    return {
      ...console,
      write: (frame) => {
        this.#tail.add(frame);
        return console.write(frame);
      },
    };
  }

  /** A test fails as well when what it talks to has died. */
  async #tellWhoEnded(running: Runtime, { project, locate }: LoadedProject): Promise<Outcome> {
    const engine = await running.connect(running.signal);
    const all = await engine.containers.list({ [label.project]: project.name }, running);
    const service = this.#request.program.kind === 'in a container' ? this.#request.program.service : '';
    for (const { labels, name, state, exitCode } of all) {
      const of = labels[label.service] ?? '';
      if (of === service || (state !== 'exited' && state !== 'dead') || (exitCode ?? 0) === 0) continue;
      const at = locate(['services', of]);
      tell(running, [
        {
          code: 'service-ended',
          severity: 'warning',
          message: `container ${name} exited (${exitCode}) while the test ran`,
          ...(at && { at }),
        },
      ]);
    }
    return succeeded;
  }

  async #gather(after: Runtime, engine: Engine, opened: LoadedProject): Promise<void> {
    const { artifacts, collect: asked } = this.#request;
    const { signal } = after;
    if (artifacts === undefined || signal.aborted) return;
    const folder = artifactsOf(artifacts, this.#number, this.#request.repeat);
    await this.#phase('collect', () =>
      settle(after, async () => {
        const containers = await engine.containers.list({ [label.project]: opened.project.name }, { signal });
        if (asked.length > 0)
          await collect(after, engine, this.#project, containers, {
            asked,
            folder: join(folder, 'collected'),
          });
        await writeEvidence(engine, opened.project, containers, { folder, signal });
        return succeeded;
      }).catch((error: unknown) => {
        // What is missing there must not keep what runs from being removed.
        tell(after, [notWritten(folder, error)]);
      }),
    );
  }

  async #tearDown(after: Runtime, engine: Engine, project: string): Promise<void> {
    const outcome = await settle(after, () =>
      removeSession(after, engine, { project }, this.#request.places),
    );
    if (outcome.kind !== 'succeeded') tell(after, [notRemoved(project)]);
  }

  async #phase<Value>(phase: TestPhase, work: () => Promise<Value>): Promise<Value> {
    const { now, emit } = this.#runtime;
    const begun = now();
    emit({ type: 'phase-started', phase });
    try {
      return await work();
    } finally {
      const durationMs = now() - begun;
      this.#phases.push({ phase, durationMs });
      emit({ type: 'phase-finished', phase, durationMs });
    }
  }

  #hear(event: StackEvent): void {
    if (event.type === 'diagnostic' && event.diagnostic.severity === 'error')
      this.#errors.push(event.diagnostic);
    if (event.type === 'node-finished' && event.outcome.kind === 'succeeded') {
      const { operation } = event.node;
      if (operation.kind === 'wait-container') {
        const { number, service } = operation.container;
        this.#ready.push({ service, replica: number, afterMs: this.#runtime.now() - this.#begun });
      }
    }
    this.#emit(event);
  }

  #areKnown({ project }: LoadedProject, names: readonly string[]): boolean {
    const selected = selectServices(project, { names, withDependencies: false });
    tell(this.#runtime, selected.diagnostics);
    return selected.ok;
  }

  #result(
    outcome: TestOutcome,
    { copy, exitCode, isKept = false }: Pick<Partial<TestRun>, 'copy' | 'exitCode' | 'isKept'>,
  ): TestRun {
    return {
      number: this.#number,
      of: this.#request.repeat,
      program: this.#request.program,
      ...(copy !== undefined && { project: copy.slice(0, -`-${this.#copy}`.length), copy }),
      startedAt: this.#startedAt.toISOString(),
      outcome,
      ...(exitCode !== undefined && { exitCode }),
      phases: this.#phases,
      ready: this.#ready,
      addresses: this.#addresses,
      errors: this.#errors,
      output: this.#tail.text(),
      durationMs: this.#runtime.now() - this.#begun,
      isKept,
    };
  }
}

/** Where the artifacts of a run go, when there are several. */
export const artifactsOf = (folder: string, number: number, of: number): string =>
  of === 1 ? folder : join(folder, `run-${number}`);

const tookTooLong = (seconds: number): Diagnostic => ({
  code: 'timed-out',
  severity: 'error',
  message: `the test did not end within ${seconds} seconds`,
  help: 'raise the limit with `--timeout`, or see with `--artifacts` what took so long',
});

const notWritten = (folder: string, error: unknown): Diagnostic => ({
  code: 'unwritable-file',
  severity: 'warning',
  message: `not everything could be written to ${folder}: ${error instanceof Error ? error.message : String(error)}`,
});

const kept = (project: string): Diagnostic => ({
  code: 'left-behind',
  severity: 'note',
  message: `project ${project} is kept, to be looked at`,
  help: `\`stack -p ${project} ps\` shows it, \`stack -p ${project} down -v --rmi local\` removes it, and so does the next run after a day`,
});

const notRemoved = (project: string): Diagnostic => ({
  code: 'left-behind',
  severity: 'warning',
  message: `project ${project} could not be removed, or not all of it`,
  help: 'the next run on this machine does so, or `stack gc`',
});
