import { plan } from '../../app/plan.js';
import type { UpRequest } from '../../app/prepare-up.js';
import { up } from '../../app/up.js';
import { placesOf } from '../global-options.js';
import type { Action, Session } from '../run-action.js';
import { showPlan } from './show-plan.js';
import { type PlanFlags, quietAbout, type SkipFlag, upOptions } from './up-options.js';

interface RunFlags {
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

export interface CreateFlags extends PlanFlags, SkipFlag, RunFlags {}

export interface ScaleFlags extends RunFlags {
  readonly deps: boolean;
}

export const createAction = (services: readonly string[], flags: CreateFlags): Action => ({
  quiet: flags.quiet ?? false,
  quietAbout: quietAbout(flags),
  run: (session) => runUp(session, flags, services, { ...upOptions(flags), createOnly: true }),
});

export const scaleAction = (replicas: Readonly<Record<string, number>>, flags: ScaleFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) => {
    const { deps } = flags;
    const options = { ...upOptions({ recreate: false, deps }), scale: replicas };
    return runUp(session, flags, Object.keys(replicas), options);
  },
});

async function runUp(
  session: Session,
  { dryRun, lockTimeout: lockTimeoutSeconds, skip = true }: RunFlags & Partial<SkipFlag>,
  services: readonly string[],
  upOptionsOfRun: UpRequest['options'],
): Promise<number> {
  const { runtime, options, exitCode } = session;
  const request = { project: session.request, services, options: upOptionsOfRun };
  if (dryRun === true || options.dryRun === true) return showPlan(session, await plan(runtime, request), {});
  return exitCode(
    await up(runtime, { ...request, places: placesOf(options), buildsAll: !skip, lockTimeoutSeconds }),
  );
}
