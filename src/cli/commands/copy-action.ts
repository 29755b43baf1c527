import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { copy } from '../../app/copy/copy.js';
import { commit, exportContainer } from '../../app/copy/snapshot.js';
import { processConsole } from '../console.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action, Session } from '../run-action.js';
import { answer } from './answer.js';

export interface CpFlags {
  readonly all?: boolean;
  readonly archive?: boolean;
  readonly followLink?: boolean;
  readonly index?: number;
}

export const cpAction = (source: string, destination: string, flags: CpFlags): Action => ({
  hasNoDryRun: true,
  run: async (session) => {
    const { runtime, request: project, exitCode } = session;
    if (destination === '-' && isTerminal(session)) return codes.usage;
    const outcome = await copy(runtime, {
      project,
      source,
      destination,
      ...(flags.index === undefined ? {} : { index: flags.index }),
      oneoffs: flags.all ?? false,
      followLinks: flags.followLink ?? false,
      keepOwners: flags.archive ?? false,
      streams: { input: () => process.stdin, output: toStdout },
    });
    return exitCode(outcome);
  },
});

export interface ExportFlags {
  readonly index?: number;
  readonly output?: string;
}

export const exportAction = (service: string, { index, output }: ExportFlags): Action => ({
  hasNoDryRun: true,
  run: async (session) => {
    const { runtime, request: project, exitCode } = session;
    const which = index === undefined ? {} : { index };
    if (output === undefined) {
      if (isTerminal(session)) return codes.usage;
      return exitCode(await exportContainer(runtime, { project, service, ...which, write: toStdout }));
    }
    const file = createWriteStream(output);
    // What keeps it from being opened is told at the first write.
    const broken = once(file, 'error').then(([error]) => Promise.reject(error));
    broken.catch(() => undefined);
    const write = async (bytes: Uint8Array): Promise<void> => {
      if (!file.write(bytes)) await Promise.race([once(file, 'drain'), broken]);
    };
    try {
      const outcome = await exportContainer(runtime, { project, service, ...which, write });
      await finished(file.end());
      return exitCode(outcome);
    } catch (error) {
      const message = `cannot write ${output}: ${error instanceof Error ? error.message : String(error)}`;
      runtime.emit({
        type: 'diagnostic',
        diagnostic: { code: 'unwritable-file', severity: 'error', message },
      });
      return codes.failure;
    }
  },
});

export interface CommitFlags {
  readonly author?: string;
  readonly change?: readonly string[];
  readonly index?: number;
  readonly message?: string;
  readonly pause: boolean;
}

export const commitAction = (service: string, image: string | undefined, flags: CommitFlags): Action => ({
  hasNoDryRun: true,
  run: (session) => {
    const { index, author, message, change = [], pause } = flags;
    const [, repository, tag] = /^(.*?)(?::([^:/]*))?$/.exec(image ?? '') ?? [];
    const spec = {
      ...(repository === undefined || repository === '' ? {} : { repository }),
      ...(tag === undefined ? {} : { tag }),
      ...(author === undefined ? {} : { author }),
      ...(message === undefined ? {} : { message }),
      changes: change,
      pauses: pause,
    };
    const which = index === undefined ? {} : { index };
    const asked = commit(session.runtime, { project: session.request, service, ...which, spec });
    return answer(session, asked, (id) => `${id}\n`);
  },
});

const toStdout = (bytes: Uint8Array): Promise<void> =>
  processConsole(process).write({ stream: 'stdout', bytes });

/** An archive would make a mess of it. */
function isTerminal({ runtime }: Session): boolean {
  if (process.stdout.isTTY !== true) return false;
  runtime.emit({
    type: 'diagnostic',
    diagnostic: {
      code: 'invalid-option',
      severity: 'error',
      message: 'an archive is not written to a terminal',
      help: 'name a file with `--output`, or pass it on with `|` or `>`',
    },
  });
  return true;
}
