import { exec } from '../../app/exec.js';
import { processConsole } from '../console.js';
import type { Action } from '../run-action.js';

export interface ExecFlags {
  readonly detach?: boolean;
  readonly env?: readonly string[];
  readonly index?: number;
  readonly privileged?: boolean;
  /** Absent: as there is one. */
  readonly tty?: boolean;
  readonly user?: string;
  readonly workdir?: string;
}

export const execAction = (service: string, command: readonly string[], flags: ExecFlags): Action => ({
  hasNoDryRun: true,
  run: async ({ runtime, request: project, exitCode }) => {
    const { index, detach, env = [], privileged = false, user, workdir } = flags;
    const console = processConsole(process);
    const how = { stdin: true, tty: console.isTerminal && flags.tty !== false };
    const outcome = await exec(runtime, {
      project,
      service,
      ...(index === undefined ? {} : { index }),
      spec: {
        command,
        environment: env.flatMap((variable) => withValue(variable, runtime.environment)),
        privileged,
        ...(user === undefined ? {} : { user }),
        ...(workdir === undefined ? {} : { workingDir: workdir }),
      },
      ...(detach === true ? {} : { conversation: { console, how } }),
    });
    return outcome.kind === 'succeeded' ? outcome.value.exitCode : exitCode(outcome);
  },
});

/** A name alone stands for the variable as it is here, if it is. */
function withValue(
  variable: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (variable.includes('=')) return [variable];
  const value = environment[variable];
  return value === undefined ? [] : [`${variable}=${value}`];
}
