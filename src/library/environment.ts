import { exec as coreExec } from '../app/exec.js';
import { logs as coreLogs } from '../app/logs.js';
import { settle } from '../app/outcome.js';
import { run as coreRun } from '../app/run.js';
import { projectByName } from '../app/runtime.js';
import type { EngineEvent } from '../engine/engine.js';
import { enginePlaces } from '../execute/places.js';
import { label } from '../model/labels.js';
import type { Project } from '../model/project.js';
import {
  addressesOf,
  addressText,
  findAddress,
  type PortChoice,
  type PublishedAddress,
} from './addresses.js';
import { iterate } from './iterate.js';
import { type LibraryRuntime, lockTimeoutSeconds, upOptionsOf } from './library-runtime.js';
import { captured, type ProgramResult } from './program-result.js';
import { removeCopy, takeDown } from './take-down.js';

/** A line that a container said. */
export interface LogEntry {
  readonly service: string;
  readonly container: string;
  readonly stream: 'stdout' | 'stderr';
  /** RFC 3339 with nanoseconds. */
  readonly time: string;
  readonly text: string;
}

export interface LogChoice {
  readonly services?: readonly string[];
  /** Whether to go on with what is said later; absent: no. */
  readonly follow?: boolean;
  /** How many lines of each container, from the end. */
  readonly tail?: number;
  readonly signal?: AbortSignal;
}

export interface ProgramChoice {
  readonly user?: string;
  readonly workingDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface DownChoice {
  /** Volumes and built images, too; absent: for a copy of its own yes, for a project that others know no. */
  readonly volumes?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * A project that is up. `await using` takes it down when its block is left, whatever happened there; a copy that was made
 * for it goes with its volumes.
 */
export class Environment implements AsyncDisposable {
  readonly #runtime: LibraryRuntime;
  /** The canonical model of its files. */
  readonly model: Project;
  #addresses: readonly PublishedAddress[] = [];
  #isDown = false;

  private constructor(runtime: LibraryRuntime, model: Project) {
    this.#runtime = runtime;
    this.model = model;
  }

  /** @internal */
  static async of(runtime: LibraryRuntime, model: Project): Promise<Environment> {
    const environment = new Environment(runtime, model);
    await environment.refresh();
    return environment;
  }

  /** Its name on the engine. */
  get project(): string {
    return this.model.name;
  }

  /** Every published port, as of the last look. */
  get ports(): readonly PublishedAddress[] {
    return this.#addresses;
  }

  /** Looks again where ports are published: containers that were made anew may have others. */
  async refresh(signal?: AbortSignal): Promise<void> {
    this.#addresses = await this.#runtime.call(
      (runtime) =>
        settle(runtime, async () => {
          const engine = await runtime.connect(runtime.signal);
          const [containers, { host }] = await Promise.all([
            engine.containers.list({ [label.project]: this.project }, runtime),
            engine.version(runtime),
          ]);
          return { kind: 'succeeded', value: addressesOf(containers, host) };
        }),
      signal,
    );
  }

  /** Throws a `RangeError` when its files have no such service. */
  service(name: string): ServiceHandle {
    if (this.model.services[name] === undefined)
      throw new RangeError(
        `no such service: ${name}; project ${this.project} has: ${Object.keys(this.model.services).join(', ')}`,
      );
    return new ServiceHandle(this, this.#runtime, name);
  }

  /** What its containers said: in the order of time, or as it comes when following. */
  logs({ services = [], follow = false, tail, signal }: LogChoice = {}): AsyncIterable<LogEntry> {
    return iterate<LogEntry>(
      (push, until) =>
        this.#runtime.call(
          (runtime) =>
            coreLogs(runtime, {
              project: projectByName(this.project),
              services,
              options: { follow, ...(tail !== undefined && { tail }) },
            }),
          until,
          (event) => {
            if (event.type !== 'log') return;
            const { container, line } = event;
            push({
              service: container.service,
              container: container.name,
              stream: line.stream,
              time: line.timestamp,
              text: line.text,
            });
          },
        ),
      signal,
    );
  }

  /** What happens to its containers from now on. */
  async *events({ signal }: { readonly signal?: AbortSignal } = {}): AsyncGenerator<EngineEvent> {
    const engine = await this.#runtime.engine(signal);
    yield* await engine.events({ [label.project]: this.project }, signal === undefined ? {} : { signal });
  }

  /** Runs a program in a container of its own of a service, to its end, and removes the container. */
  async run(service: string, command: readonly string[], choice: ProgramChoice = {}): Promise<ProgramResult> {
    const { console, text } = captured();
    const { exitCode } = await this.#runtime.call(
      (runtime) =>
        coreRun(runtime, {
          project: this.#runtime.request,
          service,
          changes: { command, servicePorts: false, interactive: false, tty: false },
          parts: {
            ...(choice.env !== undefined && { environment: choice.env }),
            ...(choice.user !== undefined && { user: choice.user }),
            ...(choice.workingDir !== undefined && { working_dir: choice.workingDir }),
          },
          usesAliases: false,
          autoRemove: true,
          options: upOptionsOf({ wait: false }),
          places: enginePlaces,
          lockTimeoutSeconds,
          conversation: {
            console,
            how: { stdin: false, tty: false },
            signals: { stop: runtime.signal, kill: runtime.signal, received: () => undefined },
          },
        }),
      choice.signal,
    );
    choice.signal?.throwIfAborted();
    return { exitCode, stdout: text('stdout'), stderr: text('stderr') };
  }

  /** Takes it down. Doing it again does nothing. */
  async down({ volumes, signal }: DownChoice = {}): Promise<void> {
    if (this.#isDown) return;
    if (this.#runtime.isOwn && volumes !== false) await removeCopy(this.#runtime, this.project, signal);
    else await takeDown(this.#runtime, volumes ?? false, signal ?? new AbortController().signal);
    this.#isDown = true;
    await this.close();
  }

  /** Gives back the connection to the engine; what runs goes on. */
  async close(): Promise<void> {
    await this.#runtime.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
  }
}

/** A service of a project that is up. */
export class ServiceHandle {
  readonly name: string;
  readonly #environment: Environment;
  readonly #runtime: LibraryRuntime;

  /** @internal */
  constructor(environment: Environment, runtime: LibraryRuntime, name: string) {
    this.name = name;
    this.#environment = environment;
    this.#runtime = runtime;
  }

  /** Where a port of it is published on this machine, or that of the engine. Throws a `RangeError` when it is not. */
  port(target: number, choice?: PortChoice): number {
    return findAddress(this.#environment.ports, this.name, target, choice).port;
  }

  /** The same with the host: `127.0.0.1:49153`. */
  address(target: number, choice?: PortChoice): string {
    return addressText(findAddress(this.#environment.ports, this.name, target, choice));
  }

  logs(choice: Omit<LogChoice, 'services'> = {}): AsyncIterable<LogEntry> {
    return this.#environment.logs({ ...choice, services: [this.name] });
  }

  /** Runs a program in its first container, to its end. */
  async exec(command: readonly string[], choice: ProgramChoice = {}): Promise<ProgramResult> {
    const { console, text } = captured();
    const { env = {}, user, workingDir } = choice;
    const { exitCode } = await this.#runtime.call(
      (runtime) =>
        coreExec(runtime, {
          project: projectByName(this.#environment.project),
          service: this.name,
          spec: {
            command,
            environment: Object.entries(env).map(([name, value]) => `${name}=${value}`),
            privileged: false,
            ...(user !== undefined && { user }),
            ...(workingDir !== undefined && { workingDir }),
          },
          conversation: { console, how: { stdin: false, tty: false } },
        }),
      choice.signal,
    );
    return { exitCode, stdout: text('stdout'), stderr: text('stderr') };
  }
}
