import type { AttachOptions, AttachOutcome } from '../../app/attach.js';
import { plan } from '../../app/plan.js';
import { readSavedPlan } from '../../app/saved-plan.js';
import { type RunUpRequest, up } from '../../app/up.js';
import type { ShownKey } from '../../report/reporter.js';
import { exitCode as codes } from '../exit-codes.js';
import { placesOf } from '../global-options.js';
import type { Action, Session } from '../run-action.js';
import { showPlan } from './show-plan.js';
import { type PlanFlags, quietAbout, type SkipFlag, upOptions } from './up-options.js';
import { bindWatchKeys, watchKeys } from './watch-keys.js';

export interface UpFlags extends PlanFlags, SkipFlag {
  readonly abortOnContainerExit?: boolean;
  readonly abortOnContainerFailure?: boolean;
  readonly attach?: readonly string[];
  readonly noAttach?: readonly string[];
  readonly attachDependencies?: boolean;
  readonly exitCodeFrom?: string;
  readonly start: boolean;
  readonly timestamps?: boolean;
  readonly logPrefix: boolean;
  readonly color: boolean;
  readonly menu?: boolean;
  readonly quiet?: boolean;
  readonly detach?: boolean;
  readonly watch?: boolean;
  readonly waitTimeout?: number;
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
  /** Path of a saved plan. */
  readonly plan?: string;
}

export const upAction = (services: readonly string[], flags: UpFlags): Action => ({
  quiet: flags.quiet ?? false,
  quietAbout: quietAbout(flags),
  color: flags.color,
  logs: { format: 'text', timestamps: flags.timestamps ?? false, prefix: flags.logPrefix, announce: true },
  ...((flags.menu ?? true) ? { keys: shownKeys(flags) } : {}),
  run: async (session) => {
    const { runtime, options, exitCode } = session;
    const saved = flags.plan === undefined ? undefined : await readSavedPlan(runtime, flags.plan);
    if (flags.plan !== undefined && saved === undefined) return codes.usage;
    const request = {
      ...(saved?.request ?? {
        project: session.request,
        services,
        options: {
          ...upOptions(flags),
          endsAreResults: onExit(flags) !== 'nothing',
          createOnly: !flags.start,
        },
      }),
      ...(saved === undefined ? {} : { saved }),
    };
    if (flags.dryRun === true || options.dryRun === true)
      return showPlan(session, await plan(runtime, request), {});
    const detached = flags.detach === true || request.options.wait || request.options.createOnly === true;
    const run = {
      ...request,
      places: placesOf(options),
      buildsAll: !flags.skip,
      lockTimeoutSeconds: flags.lockTimeout,
      ...(flags.waitTimeout === undefined ? {} : { waitTimeoutSeconds: flags.waitTimeout }),
      ...(detached ? {} : { attach: attachOptions(session, flags) }),
    };
    const outcome = flags.watch === true ? await upWatched(session, run) : await up(runtime, run);
    return outcome.kind === 'succeeded' ? outcome.value.exitCode : exitCode(outcome);
  },
});

/** A watcher is loaded only where one is wanted. */
async function upWatched({ runtime, keys }: Session, request: RunUpRequest): Promise<AttachOutcome> {
  const { upAndWatch } = await import('../../app/watch/watch.js');
  return upAndWatch(runtime, {
    ...request,
    applies: true,
    prunes: true,
    onControls: (controls) => bindWatchKeys(keys, controls),
  });
}

const shownKeys = ({ watch }: UpFlags): readonly ShownKey[] => [
  { key: 'd', does: 'detach' },
  ...(watch === true ? watchKeys : []),
  { key: 'Ctrl-C', does: 'stop' },
];

function detachSignal({ keys }: Session): AbortSignal {
  const detach = new AbortController();
  keys.on('d', () => detach.abort(new Error('detached')));
  return detach.signal;
}

const attachOptions = (session: Session, flags: UpFlags): AttachOptions => ({
  killSignal: session.signals.kill,
  detachSignal: detachSignal(session),
  shown: {
    except: flags.noAttach ?? [],
    dependencies: flags.attachDependencies ?? false,
    ...(flags.attach === undefined ? {} : { only: flags.attach }),
  },
  onExit: onExit(flags),
  ...(flags.exitCodeFrom === undefined ? {} : { exitCodeFrom: flags.exitCodeFrom }),
  ...(flags.timeout === undefined ? {} : { stopTimeoutSeconds: flags.timeout }),
});

function onExit(flags: UpFlags): AttachOptions['onExit'] {
  if (flags.abortOnContainerFailure === true) return 'stop-all-on-failure';
  return flags.abortOnContainerExit === true || flags.exitCodeFrom !== undefined ? 'stop-all' : 'nothing';
}
