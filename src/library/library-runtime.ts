import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Outcome } from '../app/outcome.js';
import type { ProjectRequest, Runtime } from '../app/runtime.js';
import { sessionOwner, uniqueCopy } from '../app/sessions/session-owner.js';
import { withDocuments } from '../app/with-documents.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { connectDocker } from '../engine/docker/connect.js';
import type { Engine } from '../engine/engine.js';
import type { StackEvent } from '../events/event.js';
import type { UpOptions } from '../plan/up-options.js';
import { nodeFileSystem } from '../platform/file-system.js';
import { processIdentity } from '../platform/process-identity.js';
import { version } from '../platform/version.js';
import type { ProjectOptions, UpChoices } from './project-options.js';
import { StackError } from './stack-error.js';

/** Where a document that a program has made is taken for a file. */
const documentName = '.stack-document.yaml';

/** Seconds that another command which changes the project may keep a call waiting. */
export const lockTimeoutSeconds = 600;

/** One connection to the engine, and what calls need of the world: nothing of a terminal, and no handlers. */
export class LibraryRuntime {
  readonly request: ProjectRequest;
  readonly #options: ProjectOptions;
  readonly #cwd: string;
  #engine: Promise<Engine> | undefined;

  constructor(options: ProjectOptions) {
    this.#options = options;
    this.#cwd = resolve(options.cwd ?? process.cwd());
    this.request = requestOf(options, this.#cwd);
  }

  /** Whether it is a copy that goes with this process. */
  get isOwn(): boolean {
    return this.request.owner?.process !== undefined;
  }

  engine(signal?: AbortSignal): Promise<Engine> {
    const { dockerHost } = this.#options;
    this.#engine ??= connectDocker({
      env: { ...process.env, ...(dockerHost !== undefined && { DOCKER_HOST: dockerHost }) },
      homeDir: homedir(),
      ...(signal !== undefined && { signal }),
    });
    this.#engine.catch(() => {
      this.#engine = undefined;
    });
    return this.#engine;
  }

  /**
   * Runs a use case of the core. Throws a `StackError` with what was told when it did not succeed, or the reason of the
   * signal when it was called off.
   */
  async call<Value>(
    run: (runtime: Runtime) => Promise<Outcome<Value>>,
    signal: AbortSignal | undefined = this.#options.signal,
    hear?: (event: StackEvent) => void,
  ): Promise<Value> {
    const never = new AbortController().signal;
    const told: Diagnostic[] = [];
    const outcome = await run({
      ...this.#world(),
      signal: signal ?? never,
      emit: (event) => {
        if (event.type === 'diagnostic') told.push(event.diagnostic);
        hear?.(event);
        this.#options.onEvent?.(event);
      },
    });
    if (outcome.kind === 'succeeded') return outcome.value;
    signal?.throwIfAborted();
    throw new StackError(told, this.#cwd);
  }

  async close(): Promise<void> {
    const engine = await this.#engine?.catch(() => undefined);
    this.#engine = undefined;
    engine?.close();
  }

  #world(): Omit<Runtime, 'signal' | 'emit'> {
    const { document, env } = this.#options;
    return {
      files:
        document === undefined
          ? nodeFileSystem
          : withDocuments(nodeFileSystem, { [resolve(this.#cwd, documentName)]: document }),
      workingDir: this.#cwd,
      environment: { PWD: this.#cwd, ...process.env, ...env },
      connect: (signal) => this.engine(signal),
      now: () => performance.now(),
      caller: `process ${process.pid} of ${processIdentity().host}`,
      version,
    };
  }
}

function requestOf(options: ProjectOptions, cwd: string): ProjectRequest {
  const { files = [], document, name, isolated = false, profiles = [], envFiles = [] } = options;
  const isOwn = isolated === true;
  const copy = isOwn ? uniqueCopy('test') : isolated;
  return {
    files: [...files, ...(document === undefined ? [] : [documentName])].map((file) => resolve(cwd, file)),
    profiles,
    envFiles,
    ...(name !== undefined && { projectName: name }),
    ...(copy !== false &&
      copy !== '' && { isolated: copy, owner: sessionOwner({ endsWithProcess: isOwn, isForOneRun: isOwn }) }),
  };
}

export const upOptionsOf = ({
  build,
  pull,
  recreate,
  scale = {},
  removeOrphans = false,
  wait = true,
}: UpChoices): UpOptions => ({
  recreate: recreate ?? 'changed',
  build: build ?? 'missing',
  scale,
  removeOrphans,
  wait,
  withDependencies: true,
  ...(pull !== undefined && { pull }),
});
