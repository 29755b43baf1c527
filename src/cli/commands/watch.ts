import { type Command, Option } from 'commander';
import { lockTimeout } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { WatchFlags } from './watch-action.js';

export function addWatch(program: Command, run: RunAction): void {
  program
    .command('watch [service...]')
    .description('keep what runs up to date with the files it comes from, as `develop.watch` says')
    .option('--no-up', 'start with what runs, and neither build nor start anything first')
    .option('--no-apply', 'when files of the project change, only show what that would do')
    .addOption(new Option('--prune', 'remove images that a rebuild has replaced').default(true).hideHelp())
    .option('--no-prune', 'keep images that a rebuild has replaced')
    .option('--dry-run', 'show what would be started and why, and do nothing')
    .option('--quiet', 'errors only')
    .addOption(lockTimeout())
    .addHelpText(
      'after',
      `
Examples:
  stack watch                       build and start everything, then take over what is saved
  stack watch --no-up web           only for web, which runs already
  stack up --watch                  the same, with the logs beside it; Ctrl-C stops everything`,
    )
    .action((services: string[], flags: WatchFlags) =>
      run(async () => (await import('./watch-action.js')).watchAction(services, flags)),
    );
}
