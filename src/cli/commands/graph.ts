import { type Command, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import type { GraphFlags } from './graph-action.js';

export function addGraph(program: Command, run: RunAction): void {
  program
    .command('graph [service...]')
    .description('show which service waits for which')
    .addOption(
      new Option('--format <form>', 'of the picture')
        .choices(['tree', 'mermaid', 'dot', 'json', 'svg'])
        .default('tree'),
    )
    .addHelpText(
      'after',
      `
Examples:
  stack graph
  stack graph web                   what web needs
  stack graph --format svg > services.svg`,
    )
    .action((services: string[], flags: GraphFlags) =>
      run(async () => (await import('./graph-action.js')).graphAction(services, flags)),
    );
}
