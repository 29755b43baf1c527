import type { Command } from 'commander';
import type { RunAction } from '../run-action.js';
import type { AttachFlags } from './attach-action.js';
import { containerIndex } from './exec.js';

export function addAttach(program: Command, run: RunAction): void {
  program
    .command('attach <service>')
    .description('talk to the program of a running container')
    .option('--detach-keys <keys>', 'which keys leave it (default: ctrl-p,ctrl-q)')
    .addOption(containerIndex())
    .option('--no-stdin', 'only listen')
    .option('--sig-proxy', 'pass signals on to the program', true)
    .option('--no-sig-proxy', 'a signal ends only this side')
    .action((service: string, flags: AttachFlags) =>
      run(async () => (await import('./attach-action.js')).attachAction(service, flags)),
    );
}
