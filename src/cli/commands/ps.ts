import { type Command, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import type { PsFlags } from './ps-action.js';

export function addPs(program: Command, run: RunAction): void {
  program
    .command('ps [service...]')
    .description('list containers')
    .option('-a, --all', 'stopped ones too')
    .addOption(
      new Option('--format <format>', 'table, or json: one object per line')
        .choices(['table', 'json'])
        .default('table'),
    )
    .option('-q, --quiet', 'ids only')
    .option('--services', 'names of services only')
    .option('--no-trunc', 'commands as long as they are')
    .addHelpText(
      'after',
      `
Examples:
  stack ps
  stack ps --format json | jq -r .Name
  stack -p shop ps -a               by name, from any folder, without a file`,
    )
    .action((services: string[], flags: PsFlags) =>
      run(async () => (await import('./ps-action.js')).psAction(services, flags)),
    );
}
