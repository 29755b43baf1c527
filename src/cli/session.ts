import { homedir, hostname, userInfo } from 'node:os';
import type { Command } from 'commander';
import type { ProjectRequest, Runtime } from '../app/runtime.js';
import { sessionOwner } from '../app/sessions/session-owner.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { nodeFileSystem } from '../platform/file-system.js';
import { version } from '../platform/version.js';
import { batchOutputs } from '../report/batched-output.js';
import { chooseMode } from '../report/choose-mode.js';
import { ciSystemOf } from '../report/ci/ci-system.js';
import { createReporter } from '../report/create-reporter.js';
import { exitCode, exitCodeOf } from './exit-codes.js';
import { type GlobalOptions, projectRequest } from './global-options.js';
import { listenForKeys, noKeys } from './keys.js';
import type { Action } from './run-action.js';
import { listenForSignals } from './signals.js';

/** The composition root: the one place where the process, the terminal and the engine meet the core. Gives the exit code. */
export async function runInSession(program: Command, action: Action): Promise<number> {
  const options = program.opts<GlobalOptions>();
  const { stdin, stdout, stderr } = process;
  const { mode, color } = chooseMode({
    progress:
      options.quiet === true || action.quiet === true ? 'quiet' : (action.progress ?? options.progress),
    ansi: action.color === false || options.ansi === false ? 'never' : options.ansi,
    stdoutIsTerminal: stdout.isTTY,
    stderrIsTerminal: stderr.isTTY,
    environment: process.env,
  });
  const hasKeys = action.keys !== undefined && mode === 'tty' && stdin.isTTY && stdout.isTTY;
  // What moves the cursor has to be shown at once.
  const outputs =
    mode === 'tty' ? { stdout, stderr, flush: () => {} } : batchOutputs({ stdout, stderr }, setImmediate);
  const ci = ciSystemOf(process.env);
  const reporter = createReporter({
    mode,
    color,
    stdout: outputs.stdout,
    stderr: outputs.stderr,
    cwd: process.cwd(),
    now: Date.now,
    ...(hasKeys && action.keys !== undefined ? { keys: action.keys } : {}),
    ...(ci !== undefined && {
      ci: { system: ci, workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd() },
    }),
    logs: action.logs ?? { format: 'text', timestamps: false, prefix: true, announce: true },
  });
  const quietAbout = new Set<string>(action.quietAbout);
  const signals = listenForSignals();
  for (const output of [stdout, stderr])
    endWhenCannotBeWritten(
      output,
      action.tidiesUp === true ? signals.request : () => process.exit(exitCode.ok),
    );
  const keys = hasKeys ? listenForKeys(stdin) : noKeys;
  let engine: Promise<Engine> | undefined;
  const runtime: Runtime = {
    files: nodeFileSystem,
    workingDir: process.cwd(),
    // Where no shell says so, expressions see the folder all the same, as with docker compose.
    environment: { PWD: process.cwd(), ...process.env },
    connect: (signal) => {
      engine ??= connect(signal, (message) =>
        reporter.handle({ type: 'diagnostic', diagnostic: away(message) }),
      );
      return engine;
    },
    emit: (event) => {
      if (event.type !== 'node-progress' || !quietAbout.has(event.node.operation.kind))
        reporter.handle(event);
    },
    signal: signals.stop,
    now: () => performance.now(),
    caller: `${userName()}@${hostname()} (process ${process.pid})`,
    version,
  };
  try {
    if (options.dryRun === true && action.hasNoDryRun === true) {
      reporter.handle({ type: 'diagnostic', diagnostic: noDryRun });
      return exitCode.usage;
    }
    return await action.run({
      runtime,
      request: withOwner(projectRequest(options)),
      options,
      signals,
      keys,
      print: (text) => {
        outputs.stdout.write(text);
      },
      color: color.stdout,
      exitCode: (outcome) => exitCodeOf(outcome, signals.received()),
    });
  } finally {
    await reporter.close();
    outputs.flush();
    (await engine?.catch(() => undefined))?.close();
    keys.release();
    signals.release();
  }
}

/** A copy is there until somebody removes it, whatever becomes of this process. */
const withOwner = (request: ProjectRequest): ProjectRequest =>
  request.isolated === undefined ? request : { ...request, owner: sessionOwner() };

/** Loaded only by commands that talk to an engine. */
async function connect(signal: AbortSignal, away: (message: string) => void): Promise<Engine> {
  const { connectDocker } = await import('../engine/docker/connect.js');
  return connectDocker({ env: process.env, homeDir: homedir(), signal, away });
}

const noDryRun: Diagnostic = {
  code: 'invalid-option',
  severity: 'error',
  message: 'there is no dry run of this command, and nothing was done',
  help: 'leave out `--dry-run`; commands that make, change or remove things show a plan with it',
};

const away = (message: string): Diagnostic => ({ code: 'engine-away', severity: 'warning', message });

/** Containers often run as a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'somebody');
  }
}

/** `stack logs | head` closes the pipe when it has enough: that is no failure. A full disk is. */
function endWhenCannotBeWritten(output: NodeJS.WriteStream, closed: () => void): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    // What is written after the first of these fails in the other way.
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') {
      closed();
      return;
    }
    if (output !== process.stderr)
      process.stderr.write(`cannot write to standard output: ${error.message}\n`);
    process.exit(exitCode.failure);
  });
}
