import type { Command } from 'commander';
import { lockTimeout } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { CreateFlags, ScaleFlags } from './create-action.js';
import { addCreateFlags, scale } from './up.js';

export function addCreate(program: Command, run: RunAction): void {
  addCreateFlags(
    program.command('create [service...]').description('make containers as the files say, and start nothing'),
  )
    .addOption(lockTimeout())
    .option('--dry-run', 'show what would be done and why, and do nothing')
    .option('--quiet', 'errors only')
    .action((services: string[], flags: CreateFlags) =>
      run(async () => (await import('./create-action.js')).createAction(services, flags)),
    );
}

export function addScale(program: Command, run: RunAction): void {
  program
    .command('scale')
    .argument('<service=number...>', 'number of replicas of each', scale)
    .description('start or remove replicas, and leave alone those that stay')
    .option('--no-deps', 'leave services alone that the named ones depend on')
    .addOption(lockTimeout())
    .option('--dry-run', 'show what would be done and why, and do nothing')
    .option('--quiet', 'errors only')
    .addHelpText(
      'after',
      `
Examples:
  stack scale worker=3
  stack scale worker=0 web=2`,
    )
    .action((replicas: Readonly<Record<string, number>>, flags: ScaleFlags) =>
      run(async () => (await import('./create-action.js')).scaleAction(replicas, flags)),
    );
}
