import type { Action } from '../plan/plan.js';
import { describeCause, saysMoreThanTheCommand } from './describe-cause.js';
import type { Subject } from './plan-words.js';
import type { Row } from './progress-board.js';

/** What happens to something that is there has a reason worth saying. */
const explained: ReadonlySet<Action> = new Set(['replace', 'restart', 'update']);

/** A resource as docker compose names it in its progress lines. */
export function plainLine({ kind, name, service }: Subject, status: string): string {
  if (kind === 'Image' && (status === 'Pulling' || status === 'Pulled')) return ` ${name} ${status}`;
  if (kind === 'Image' && service !== undefined) return ` ${service}  ${status}`;
  return ` ${kind} ${name}  ${status}`;
}

/**
 * Why something that was there is replaced, updated or restarted. Empty for what explains itself, such as the making of
 * what was not there, and for what did not come about.
 */
export function shownCauses({ decision, phase }: Row): readonly string[] {
  if (phase === 'kept' || phase === 'skipped' || phase === 'cancelled') return [];
  if (decision === undefined || !explained.has(decision.action)) return [];
  return decision.causes.filter(saysMoreThanTheCommand).flatMap(describeCause);
}
