import type { Command } from 'commander';
import { lockTimeout } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { WaitFlags } from './wait-action.js';

export function addWait(program: Command, run: RunAction): void {
  program
    .command('wait <service...>')
    .description('wait for containers to end, and end with the exit code of the last')
    .option('--down-project', 'stop and remove the project when the first has ended')
    .addOption(lockTimeout())
    .action((services: string[], flags: WaitFlags) =>
      run(async () => (await import('./wait-action.js')).waitAction(services, flags)),
    );
}
