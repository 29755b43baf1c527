import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { inject, test } from 'vitest';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { type EngineAddress, parseEngineAddress } from '../../scripts/engine/engine-address.js';
import { writeArtifacts } from './artifacts.js';
import { DaemonClient } from './daemon-client.js';
import { type OnAnswer, type RecordedCall, RecordingProxy } from './recording-proxy.js';
import { BackgroundRun, type StackOptions, type StackRun } from './run-stack.js';
import { sweep } from './sweep.js';

/**
 * One obligation of `stack`, shown on a real engine. The title is a sentence that could be false; the body is a
 * row of steps. Whatever the outcome, everything of the scenario's project is gone afterwards.
 */
export function scenario(title: string, body: (s: Scenario) => Promise<void>): void {
  test(title, async ({ onTestFinished }) => {
    const s = await Scenario.open(title);
    // A hook and not `finally`: it also runs when the test's time is over while the body still waits.
    onTestFinished(async ({ task }) => {
      await s.close(task.result?.state === 'fail');
    });
    await body(s);
  });
}

export interface ProxiedEngine extends AsyncDisposable {
  readonly calls: readonly RecordedCall[];
  readonly env: Readonly<Record<string, string>>;
}

let opened = 0;

export class Scenario {
  /** `COMPOSE_PROJECT_NAME` of every run; unique, and beginning with the prefix of this test run. */
  readonly project: string;
  /** The project folder, absolute; every run starts here. */
  readonly folder: string;
  /** A busybox that is on the engine. */
  readonly image: string;
  /** To assert on what is so, not on what was said. */
  readonly docker: DaemonClient;
  readonly #title: string;
  readonly #address: EngineAddress;
  readonly #home: string;
  readonly #startedAt = Date.now();
  readonly #transcript: string[] = [];
  readonly #runs: BackgroundRun[] = [];
  #proxies = 0;

  private constructor(title: string, home: string) {
    opened += 1;
    this.#title = title;
    this.#home = home;
    // Padded, so that no project's name begins with that of another: sweeping goes by prefix.
    this.project = `${inject('runPrefix')}-${process.pid}-${String(opened).padStart(3, '0')}`;
    this.folder = `${home}/project`;
    this.image = inject('testImage');
    const address = parseEngineAddress(inject('dockerHost'));
    if (address === undefined) throw new Error(`scenarios cannot reach ${inject('dockerHost')}`);
    this.#address = address;
    this.docker = new DaemonClient(address);
  }

  static async open(title: string): Promise<Scenario> {
    const home = await mkdtemp(`${tmpdir()}/stack-e2e-`);
    const s = new Scenario(title, home);
    await mkdir(s.folder);
    return s;
  }

  /** Writes files into the project folder; paths are relative to it. */
  async files(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(`${this.folder}/${path}`), { recursive: true });
      await writeFile(`${this.folder}/${path}`, text);
    }
  }

  /** Names a part of the scenario; a failure in it carries the name. */
  async step<Value>(title: string, action: () => Promise<Value>): Promise<Value> {
    this.#transcript.push(`\n## ${title}`);
    try {
      return await action();
    } catch (error) {
      if (error instanceof Error) error.message = `step "${title}": ${error.message}`;
      this.#transcript.push(String(error));
      throw error;
    }
  }

  /** Runs the built `stack` to its end. Any exit code is an answer; taking longer than the time limit is not. */
  async stack(args: readonly string[], options: StackOptions = {}): Promise<StackRun> {
    const run = await this.start(args, options).finished;
    this.#transcript.push(
      `$ stack ${args.join(' ')}`,
      `exit ${run.exitCode ?? run.signal} after ${Math.round(run.durationMs)} ms`,
      `--- stdout\n${run.stdout}--- stderr\n${run.stderr}`,
    );
    return run;
  }

  /** Runs a line of shell in which `stack` is the built one, and fails where that fails. */
  async shell(script: string): Promise<string> {
    const stack = `stack() { '${process.execPath}' '${repositoryRoot}/bin/stack.js' "$@"; }`;
    const { stdout } = await execa('sh', ['-ec', `${stack}\n${script}`], {
      cwd: this.folder,
      env: this.environment,
      extendEnv: false,
      timeout: 90_000,
    });
    return stdout;
  }

  /** As `stack`, with the calls that it made to the engine. */
  async stackRecorded(
    args: readonly string[],
    options: StackOptions = {},
  ): Promise<StackRun & { readonly calls: readonly RecordedCall[] }> {
    await using proxy = await this.proxied(() => 'pass');
    const run = await this.stack(args, { ...options, env: { ...options.env, ...proxy.env } });
    this.#transcript.push(`--- engine calls\n${proxy.calls.join('\n')}`);
    return { ...run, calls: [...proxy.calls] };
  }

  /** The engine as `stack` sees it through a proxy that is asked about every answer; `env` leads a run there. */
  async proxied(onAnswer: OnAnswer): Promise<ProxiedEngine> {
    this.#proxies += 1;
    const socketPath = `${this.#home}/proxied-${this.#proxies}.sock`;
    const proxy = await RecordingProxy.listen(this.#address, socketPath, onAnswer);
    return {
      calls: proxy.calls,
      env: { DOCKER_HOST: `unix://${socketPath}` },
      [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose](),
    };
  }

  /** Runs the built `stack` in the background, for signals and for what streams. Killed at the end if need be. */
  start(args: readonly string[], options: StackOptions = {}): BackgroundRun {
    const run = new BackgroundRun(args, { cwd: this.folder, env: this.environment }, options);
    this.#runs.push(run);
    return run;
  }

  /** Nothing of the developer's own shell or home folder decides what a scenario shows: all variables of a run. */
  get environment(): Readonly<Record<string, string | undefined>> {
    return {
      PATH: process.env['PATH'],
      HOME: this.#home,
      DOCKER_HOST: inject('dockerHost'),
      COMPOSE_PROJECT_NAME: this.project,
    };
  }

  async close(failed: boolean): Promise<void> {
    for (const run of this.#runs) run.kill('SIGKILL');
    await Promise.allSettled(this.#runs.map((run) => run.finished));
    try {
      if (failed) await this.#keepArtifacts();
    } finally {
      await sweep(this.docker, this.project);
      await rm(this.#home, { recursive: true, force: true });
    }
  }

  async #keepArtifacts(): Promise<void> {
    const folder = await writeArtifacts(
      {
        title: this.#title,
        project: this.project,
        folder: this.folder,
        startedAt: this.#startedAt,
        transcript: this.#transcript,
      },
      this.docker,
    );
    process.stderr.write(`artifacts of the failed scenario: ${folder}\n`);
  }
}
