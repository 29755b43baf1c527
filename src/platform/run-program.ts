import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface ProgramRequest {
  /** For the shell. */
  readonly command: string;
  readonly workingDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks the program to end, and all that it has started; after the grace it is ended. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  readonly killSignal: AbortSignal;
  readonly graceSeconds: number;
  /** Resolves when there is room for more. */
  write(frame: { readonly stream: 'stdout' | 'stderr'; readonly bytes: Uint8Array }): Promise<void>;
}

/** Runs a program of this machine to its end; gives its exit code, 128 and the number of a signal that ended it. */
export async function runProgram(request: ProgramRequest): Promise<number> {
  const { command, workingDir, environment, signal, killSignal, graceSeconds, write } = request;
  signal.throwIfAborted();
  const child = spawn(command, {
    shell: true,
    cwd: workingDir,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: what a shell has started is signalled with it, once, also at Ctrl-C.
    detached: true,
  });
  const send = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // It has ended in this moment.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const onKill = (): void => send('SIGKILL');
  const onStop = (): void => {
    send('SIGTERM');
    timer = setTimeout(onKill, graceSeconds * 1000);
  };
  signal.addEventListener('abort', onStop);
  killSignal.addEventListener('abort', onKill);
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, name) => resolve(code ?? 128 + signalNumber(name)));
    });
    const pumps = (['stdout', 'stderr'] as const).map(async (stream) => {
      for await (const bytes of child[stream]) await write({ stream, bytes });
    });
    const [exitCode] = await Promise.all([ended, ...pumps]);
    return exitCode;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onStop);
    killSignal.removeEventListener('abort', onKill);
  }
}

const signalNumber = (name: NodeJS.Signals | null): number =>
  name === null ? 0 : (constants.signals[name] ?? 0);
