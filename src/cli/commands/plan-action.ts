import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { plan } from '../../app/plan.js';
import { savedPlanText, savePlan } from '../../app/saved-plan.js';
import { planToJson } from '../../report/plan-json.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action, Session } from '../run-action.js';
import { showPlan } from './show-plan.js';
import type { ShowPlanFlags } from './show-plan-flags.js';
import { type PlanFlags, upOptions } from './up-options.js';

export interface PlanCommandFlags extends PlanFlags, ShowPlanFlags {
  readonly out?: string;
}

export const planAction = (services: readonly string[], flags: PlanCommandFlags): Action => ({
  run: async (session) => {
    const { runtime, request: project } = session;
    const request = { project, services, options: upOptions(flags) };
    if (flags.out === undefined) return showPlan(session, await plan(runtime, request), flags);
    const outcome = await savePlan(runtime, request);
    if (outcome.kind !== 'succeeded') return showPlan(session, outcome, flags);
    const { value } = outcome;
    if (!(await writePlan(session, flags.out, savedPlanText(value, planToJson(value.plan)))))
      return codes.failure;
    return showPlan(session, { kind: 'succeeded', value: value.plan }, flags);
  },
});

/** For the user alone: it tells more about a project than a file of it does. */
async function writePlan({ runtime }: Session, path: string, text: string): Promise<boolean> {
  try {
    await using file = await open(resolve(runtime.workingDir, path), 'w', 0o600);
    // The file may have been there before, for others to read.
    await file.chmod(0o600);
    await file.writeFile(text);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `cannot write ${path}: ${reason}`;
    runtime.emit({ type: 'diagnostic', diagnostic: { code: 'unwritable-file', severity: 'error', message } });
    return false;
  }
}
