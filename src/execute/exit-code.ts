import { constants } from 'node:os';

/** What an exit code of a container usually means; undefined for codes that each program defines for itself. */
export function explainExitCode(code: number, outOfMemory: boolean): string | undefined {
  if (outOfMemory) return 'killed because it used more memory than it may (raise `mem_limit`)';
  switch (code) {
    case 125:
      return 'the engine could not run it';
    case 126:
      return 'its command was found but could not be run (is it executable?)';
    case 127:
      return 'its command was not found in the image';
    default: {
      const signal = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
      return signal === undefined ? undefined : `ended by ${signal}`;
    }
  }
}
