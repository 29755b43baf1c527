import type { Command } from 'commander';
import type { RunAction } from '../run-action.js';
import { addDownFlags } from './down.js';
import type { PlanCommandFlags } from './plan-action.js';
import type { PlanDownFlags } from './plan-down-action.js';
import { addShowPlanFlags } from './show-plan-flags.js';
import { addPlanFlags } from './up.js';

export function addPlan(program: Command, run: RunAction): void {
  const plan = addShowPlanFlags(
    addPlanFlags(
      program.command('plan [service...]').description('show what `up` would do and why, without doing it'),
    ),
  )
    .option('--out <file>', 'save the plan, for `stack up --plan` to carry out')
    // A service may have that name.
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  stack plan                        what would change, attribute by attribute
  stack plan down -v                what \`down -v\` would remove
  stack plan --json | jq .decisions
  stack plan --detailed-exitcode    for scripts: 0 nothing to do, 2 changes, 1 error
  stack plan --out shop.plan && stack up -d --plan shop.plan
  stack plan --graph dot | dot -Tsvg > plan.svg`,
    )
    .action((services: string[], flags: PlanCommandFlags) =>
      run(async () => (await import('./plan-action.js')).planAction(services, flags)),
    );
  addShowPlanFlags(
    addDownFlags(
      plan.command('down [service...]').description('show what `down` would remove, without doing it'),
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  stack plan down                   what would be removed
  stack plan down -v --rmi local    with volumes and images`,
    )
    .action((services: string[], flags: PlanDownFlags) =>
      run(async () => (await import('./plan-down-action.js')).planDownAction(services, flags)),
    );
}
