import type { Command } from 'commander';
import type { RunAction } from '../run-action.js';
import type { ExplainFlags } from './explain-action.js';

export function addExplain(program: Command, run: RunAction): void {
  program
    .command('explain <service>')
    .description('why a service is as it is, what it needs, and what up would make of it')
    .option('--json', 'the same for programs')
    .addHelpText(
      'after',
      `
Examples:
  stack explain web                 its containers, what it waits for, its variables and where they are set
  stack explain web --json | jq '.needs[] | select(.isMet | not)'`,
    )
    .action((service: string, flags: ExplainFlags) =>
      run(async () => (await import('./explain-action.js')).explainAction(service, flags)),
    );
}
