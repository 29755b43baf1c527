import { type Command, Option } from 'commander';
import { lockTimeout, stopTimeout } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { RunDownFlags } from './down-action.js';

export function addDown(program: Command, run: RunAction): void {
  addDownFlags(
    program
      .command('down [service...]')
      .description('stop and remove the containers and networks of the project'),
  )
    .addOption(lockTimeout())
    .option('--dry-run', 'show what would be removed, and remove nothing')
    .option('--quiet', 'errors only')
    .addHelpText(
      'after',
      `
Examples:
  stack down                        containers and networks; volumes stay
  stack -p shop down                by name, from any folder, without a file
  stack down -v --rmi local         leave nothing of it behind`,
    )
    .action((services: string[], flags: RunDownFlags) =>
      run(async () => (await import('./down-action.js')).downAction(services, flags)),
    );
}

export function addDownFlags(command: Command): Command {
  return command
    .option('-v, --volumes', 'remove its volumes too; this destroys their data')
    .option(
      '--remove-orphans',
      'accepted for compatibility: everything that belongs to the project is removed anyway',
    )
    .addOption(stopTimeout())
    .addOption(
      new Option('--rmi <which>', 'remove images too: all, or those that have no name of their own').choices([
        'all',
        'local',
      ]),
    );
}
