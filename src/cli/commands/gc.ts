import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../config/format/duration.js';
import type { RunAction } from '../run-action.js';
import type { GcFlags } from './gc-action.js';

export function addGc(program: Command, run: RunAction): void {
  program
    .command('gc')
    .description('remove copies that nobody uses any more: of runs that were killed, or whose folder is gone')
    .addOption(
      new Option(
        '--older-than <duration>',
        'also those that were begun before, on any machine, for example 2h; one whose process runs here stays',
      ).argParser(milliseconds),
    )
    .option('--dry-run', 'show what would be removed, and remove nothing')
    .option('--quiet', 'errors only')
    .addHelpText(
      'after',
      `
Examples:
  stack gc --dry-run                what there is, and why nobody uses it
  stack gc --older-than 2h          in a job that runs every night, for an engine that many share`,
    )
    .action((flags: GcFlags) => run(async () => (await import('./gc-action.js')).gcAction(flags)));
}

function milliseconds(text: string): number {
  const duration = parseDuration(text);
  if (duration === undefined || duration < 0n)
    throw new InvalidArgumentError('It must be a duration, for example 90m, 2h or 1d.');
  return Number(duration / 1_000_000n);
}
