import type { Diagnostic } from '../diagnostics/diagnostic.js';

export interface NotStarted {
  /** As shells and `docker run` have it: 127 for what is not there, 126 for what cannot be run. */
  readonly exitCode: 126 | 127;
  readonly diagnostic: Diagnostic;
}

/**
 * What an engine means that could not start a program in a container; undefined when it is something else.
 *
 * @param message in the words of the engine and its runtime
 */
export function notStarted(message: string, command: readonly string[]): NotStarted | undefined {
  const exitCode = /executable file not found|no such file or directory/.test(message)
    ? 127
    : /permission denied|is a directory|exec format error/.test(message)
      ? 126
      : undefined;
  if (exitCode === undefined) return undefined;
  const reason = message.trim().split('unable to start container process: ').at(-1) ?? message;
  return {
    exitCode,
    diagnostic: {
      code: 'program-not-started',
      severity: 'error',
      message: `cannot run ${command[0] ?? 'the program'}: ${reason}`,
      help:
        exitCode === 127
          ? 'the program is looked up in the container, not on this machine; a shell is needed for pipes and variables: `sh -c "…"`'
          : 'it is there, but the container may not run it: is it a folder, a script without `#!`, or a program for another processor?',
    },
  };
}

/** Whether the first that is said in the place of a program is that it could not be run. */
export const isExecRefusal = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, refusal.length)) === refusal;

/** Whether this is what is said because the keys to leave were pressed. */
export const isFarewell = (bytes: Uint8Array): boolean =>
  bytes.length < 100 &&
  /^\s*exec attach failed: .*read escape sequence\s*$/.test(new TextDecoder().decode(bytes));

const refusal = 'OCI runtime exec failed: ';
