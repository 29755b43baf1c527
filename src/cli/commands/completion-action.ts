import type { Command } from 'commander';
import { readNames, type WrittenNames } from '../../config/read-names.js';
import { lines } from '../../report/lines.js';
import { type Completion, completionOf, type Word } from '../completion/completion-of.js';
import { shellScripts } from '../completion/shell-scripts.js';
import { exitCode } from '../exit-codes.js';
import type { Action, Session } from '../run-action.js';

export interface CompleteFlags {
  readonly next?: boolean;
}

export const completionAction = (shell: string): Action => ({
  run: async ({ print }) => {
    const script = Object.entries(shellScripts).find(([name]) => name === shell);
    print(script?.[1] ?? '');
    return exitCode.ok;
  },
});

/** What the scripts of the shells ask for. */
export const completeAction = (
  program: Command,
  typed: readonly string[],
  { next }: CompleteFlags,
): Action => ({
  quiet: true,
  run: async (session) => {
    const all = next === true ? [...typed, ''] : typed;
    const completion = completionOf(program, all);
    if (completion.wanted.kind === 'files') {
      session.print('files\n');
      return exitCode.ok;
    }
    const current = (all.at(-1) ?? '').slice(completion.prefix.length);
    const offered = (await wordsOf(session, completion)).filter(({ word }) => word.startsWith(current));
    const rows = offered.map(({ word, description }) => `${completion.prefix}${word}\t${description}`);
    session.print(`words\n${lines(rows)}`);
    return exitCode.ok;
  },
});

async function wordsOf(session: Session, { wanted, given }: Completion): Promise<readonly Word[]> {
  switch (wanted.kind) {
    case 'words':
      return wanted.words;
    case 'services': {
      const { services } = await namesIn(session, given);
      return services.filter((name) => !wanted.except.includes(name)).map(plainWord);
    }
    case 'profiles':
      return (await namesIn(session, given)).profiles.map(plainWord);
    case 'files':
    case 'nothing':
      return [];
    default:
      return wanted satisfies never;
  }
}

const plainWord = (word: string): Word => ({ word, description: '' });

/** None where nothing can be read: a shell has no place for an error. */
async function namesIn(
  { runtime: { files, workingDir, environment } }: Session,
  given: Completion['given'],
): Promise<WrittenNames> {
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  const [projectName, projectDirectory] = [last('projectName'), last('projectDirectory')];
  try {
    return await readNames(
      {
        files: given.get('file') ?? [],
        envFiles: given.get('envFile') ?? [],
        profiles: given.get('profile') ?? [],
        ...(projectName === undefined ? {} : { projectName }),
        ...(projectDirectory === undefined ? {} : { projectDirectory }),
        workingDir,
        environment,
      },
      files,
    );
  } catch {
    return { services: [], profiles: [] };
  }
}
