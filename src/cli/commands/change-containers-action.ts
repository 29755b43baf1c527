import { type ContainersChange, changeContainers, planOfChange } from '../../app/change-containers.js';
import { askYesOrNo } from '../ask.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { showPlan } from './show-plan.js';

export interface ChangeFlags {
  readonly timeout?: number;
  readonly wait?: boolean;
  readonly waitTimeout?: number;
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

export interface RmFlags extends ChangeFlags {
  readonly force?: boolean;
  readonly stop?: boolean;
  readonly volumes?: boolean;
}

export const startAction = (services: readonly string[], flags: ChangeFlags): Action =>
  changeAction({ command: 'start', wait: flags.wait ?? false }, services, flags);

export const stopAction = (services: readonly string[], flags: ChangeFlags): Action =>
  changeAction({ command: 'stop', ...timeoutOf(flags) }, services, flags);

export const restartAction = (
  services: readonly string[],
  flags: ChangeFlags & { readonly deps: boolean },
): Action =>
  changeAction({ command: 'restart', withDependents: flags.deps, ...timeoutOf(flags) }, services, flags);

export const killAction = (
  services: readonly string[],
  flags: ChangeFlags & { readonly signal: string; readonly removeOrphans?: boolean },
): Action => {
  const { signal: killSignal, removeOrphans = false } = flags;
  return changeAction({ command: 'kill', killSignal, removeOrphans }, services, flags);
};

export const pauseAction = (
  command: 'pause' | 'unpause',
  services: readonly string[],
  flags: ChangeFlags,
): Action => changeAction({ command }, services, flags);

export const rmAction = (services: readonly string[], flags: RmFlags): Action =>
  changeAction(
    { command: 'rm', stop: flags.stop ?? false, anonymousVolumes: flags.volumes ?? false },
    services,
    flags,
    async (names, print) => {
      const announcement = `Going to remove ${names.join(', ')}`;
      if (flags.force !== true) return await askYesOrNo(`${announcement}. Go on?`);
      print(`${announcement}\n`);
      return true;
    },
  );

function changeAction(
  change: ContainersChange,
  services: readonly string[],
  flags: ChangeFlags,
  confirm?: (names: readonly string[], print: (text: string) => void) => Promise<boolean>,
): Action {
  return {
    quiet: flags.quiet ?? false,
    run: async (session) => {
      const { runtime, options, exitCode, print } = session;
      const request = { project: session.request, services, change };
      if (flags.dryRun === true || options.dryRun === true)
        return showPlan(session, await planOfChange(runtime, request), {});
      const outcome = await changeContainers(runtime, {
        ...request,
        places: placesOf(options),
        lockTimeoutSeconds: flags.lockTimeout,
        ...(flags.waitTimeout === undefined ? {} : { waitTimeoutSeconds: flags.waitTimeout }),
        ...(confirm === undefined ? {} : { confirm: (names) => confirm(names, print) }),
      });
      return exitCode(outcome);
    },
  };
}

const timeoutOf = ({ timeout }: ChangeFlags) => (timeout === undefined ? {} : { timeoutSeconds: timeout });
