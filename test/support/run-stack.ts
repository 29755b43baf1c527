import { execa } from 'execa';
import { repositoryRoot } from '../../scripts/build/repository.js';
import { eventually } from './eventually.js';

export interface StackOptions {
  /** On top of the scenario's own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Relative to the project folder. */
  readonly cwd?: string;
  /** `open`: what `type` gives, for as long as it runs. */
  readonly input?: string | 'open';
  /** In a pseudo-terminal of this size, with its input open. Writing a line into the file `resize` gives it a new one. */
  readonly terminal?: { readonly columns: number; readonly rows: number };
  readonly timeoutMs?: number;
}

/** One finished run of `stack`. */
export interface StackRun {
  readonly args: readonly string[];
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface StackSurroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A run of `stack` that goes on while the scenario does. */
export class BackgroundRun {
  readonly args: readonly string[];
  readonly finished: Promise<StackRun>;
  readonly #subprocess: ReturnType<typeof launch>;
  #output = { stdout: '', stderr: '' };
  #ended = false;

  constructor(args: readonly string[], surroundings: StackSurroundings, options: StackOptions) {
    this.args = args;
    this.#subprocess = launch(args, surroundings, options);
    this.#subprocess.stdout?.on('data', (chunk) => {
      this.#output.stdout += String(chunk);
    });
    this.#subprocess.stderr?.on('data', (chunk) => {
      this.#output.stderr += String(chunk);
    });
    this.finished = this.#finish();
  }

  get stdout(): string {
    return this.#output.stdout;
  }

  get stderr(): string {
    return this.#output.stderr;
  }

  /** Gives it something to read. */
  type(text: string): void {
    this.#subprocess.stdin?.write(text);
  }

  kill(signal: NodeJS.Signals): void {
    this.#subprocess.kill(signal);
  }

  /** Resolves once either stream shows it; fails when the time, or the run, is over without. */
  async shows(pattern: RegExp, timeoutMs = 30_000): Promise<void> {
    const look = () => (pattern.test(this.#all()) ? 'shown' : this.#ended && 'over');
    const outcome = await eventually(look, timeoutMs).catch(() => 'late');
    if (outcome === 'shown') return;
    throw new Error(`stack ${this.args.join(' ')} did not show ${pattern} (${outcome}):\n${this.#all()}`);
  }

  #all(): string {
    return `${this.#output.stdout}${this.#output.stderr}`;
  }

  async #finish(): Promise<StackRun> {
    const result = await this.#subprocess;
    this.#ended = true;
    if (result.timedOut) throw new Error(`stack ${this.args.join(' ')} took too long:\n${this.#all()}`);
    return {
      args: this.args,
      exitCode: result.exitCode,
      signal: result.signal,
      stdout: result.stdout,
      stderr: result.stderr,
      durationMs: result.durationMs,
    };
  }
}

function launch(args: readonly string[], surroundings: StackSurroundings, options: StackOptions) {
  const stack = [process.execPath, `${repositoryRoot}/bin/stack.js`, ...args];
  const [file = '', ...rest] = options.terminal === undefined ? stack : inTerminal(stack, options.terminal);
  const isOpen = options.terminal !== undefined || options.input === 'open';
  return execa(file, rest, {
    cwd: options.cwd === undefined ? surroundings.cwd : `${surroundings.cwd}/${options.cwd}`,
    env: { ...surroundings.env, ...options.env },
    extendEnv: false,
    ...(isOpen ? { stdin: 'pipe' as const } : { input: options.input ?? '' }),
    reject: false,
    stripFinalNewline: false,
    timeout: options.timeoutMs ?? 90_000,
    killSignal: 'SIGKILL',
  });
}

/** `script` is part of every Debian; what it is given to read is typed at the terminal. */
function inTerminal(
  command: readonly string[],
  { columns, rows }: NonNullable<StackOptions['terminal']>,
): readonly string[] {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const resize = 'mkfifo resize; { read size < resize; stty $size < /dev/tty; } 2> /dev/null &';
  return ['script', '-qefc', `stty cols ${columns} rows ${rows}; ${resize} exec ${quoted}`, '/dev/null'];
}
