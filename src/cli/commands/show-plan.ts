import type { Outcome } from '../../app/outcome.js';
import type { Plan } from '../../plan/plan.js';
import { planGraph } from '../../report/plan-graph.js';
import { planToJson } from '../../report/plan-json.js';
import { renderPlan } from '../../report/render-plan.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Session } from '../run-action.js';
import type { ShowPlanFlags } from './show-plan-flags.js';

/** Gives the exit code. */
export function showPlan(
  { print, color, exitCode }: Session,
  outcome: Outcome<Plan>,
  flags: ShowPlanFlags,
): number {
  // With this flag 2 means changes, so that a mistake has to be something else.
  if (outcome.kind === 'invalid' && flags.detailedExitcode === true) return codes.failure;
  if (outcome.kind !== 'succeeded') return exitCode(outcome);
  print(planText(outcome.value, flags, color));
  return flags.detailedExitcode === true && outcome.value.nodes.length > 0 ? codes.changes : codes.ok;
}

function planText(plan: Plan, { json, graph, verbose = false }: ShowPlanFlags, color: boolean): string {
  if (graph !== undefined) return planGraph(plan, graph);
  if (json === true) return `${JSON.stringify(planToJson(plan), null, 2)}\n`;
  return renderPlan(plan, { color, verbose });
}
