import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RunResult } from '../execute/run-plan.js';
import type { Plan } from '../plan/plan.js';

/** What went wrong with single nodes, in the order of the plan. Failures that did not matter become warnings. */
export function nodeDiagnostics(plan: Plan, result: RunResult): readonly Diagnostic[] {
  return plan.nodes.flatMap(({ id, operation }) => {
    const outcome = result.outcomes.get(id);
    if (outcome?.kind !== 'failed') return [];
    if (!result.tolerated.has(id)) return outcome.diagnostics;
    const prefix =
      operation.kind === 'wait-container'
        ? `optional dependency "${operation.container.service}" failed to start: `
        : '';
    return outcome.diagnostics.map((diagnostic) => ({
      ...diagnostic,
      severity: 'warning' as const,
      message: `${prefix}${diagnostic.message}`,
    }));
  });
}
