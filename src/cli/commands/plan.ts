import type { Command } from 'commander';
import type { RunAction } from '../run-action.js';
import type { PlanCommandFlags } from './plan-action.js';
import { addPlanFlags } from './up.js';

export function addPlan(program: Command, run: RunAction): void {
  addPlanFlags(
    program.command('plan [service...]').description('show what `up` would do and why, without doing it'),
  )
    .option('--json', 'print the plan as JSON')
    .option('--verbose', 'show what stays as it is, too')
    .option('--detailed-exitcode', 'exit with 2 when there is something to do')
    .addHelpText(
      'after',
      `
Examples:
  stack plan                        what would change, attribute by attribute
  stack plan --json | jq .decisions
  stack plan --detailed-exitcode    for scripts: 0 nothing to do, 2 changes, 1 error`,
    )
    .action((services: string[], flags: PlanCommandFlags) =>
      run(async () => (await import('./plan-action.js')).planAction(services, flags)),
    );
}
