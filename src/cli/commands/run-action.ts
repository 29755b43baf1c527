import { type OneoffRun, planOfRun, run } from '../../app/run.js';
import type { ComposeService } from '../../config/generated/compose-document.js';
import { processConsole } from '../console.js';
import { placesOf } from '../global-options.js';
import type { Action } from '../run-action.js';
import { showPlan } from './show-plan.js';
import { quietAbout, upOptions } from './up-options.js';

export interface RunFlags {
  readonly build?: boolean;
  readonly capAdd?: readonly string[];
  readonly capDrop?: readonly string[];
  readonly detach?: boolean;
  readonly entrypoint?: string;
  readonly env?: readonly string[];
  readonly envFromFile?: readonly string[];
  readonly interactive?: boolean;
  readonly label?: readonly string[];
  readonly name?: string;
  /** Absent: as there is one. */
  readonly tty?: boolean;
  /** The same, as docker compose spells it. */
  readonly TTY?: boolean;
  readonly deps: boolean;
  readonly publish?: readonly string[];
  readonly pull?: 'always' | 'missing' | 'never' | 'policy';
  readonly quiet?: boolean;
  readonly quietBuild?: boolean;
  readonly quietPull?: boolean;
  readonly removeOrphans?: boolean;
  readonly rm?: boolean;
  readonly servicePorts?: boolean;
  readonly useAliases?: boolean;
  readonly user?: string;
  readonly volume?: readonly string[];
  /** Other names of the two. */
  readonly volumes?: readonly string[];
  readonly labels?: readonly string[];
  readonly workdir?: string;
  readonly lockTimeout: number;
  readonly dryRun?: boolean;
}

export const runAction = (service: string, command: readonly string[], flags: RunFlags): Action => ({
  quiet: flags.quiet ?? false,
  quietAbout: quietAbout(flags),
  run: async (session) => {
    const { runtime, request: project, options, signals, print, exitCode } = session;
    const console = processConsole(process);
    const isDetached = flags.detach === true;
    const stdin = flags.interactive !== false;
    const tty = console.isTerminal && flags.tty !== false && flags.TTY !== false;
    const request: OneoffRun = {
      project,
      service,
      changes: {
        command,
        servicePorts: flags.servicePorts ?? false,
        interactive: stdin,
        tty,
      },
      parts: partsOf(flags),
      ...(flags.name === undefined ? {} : { name: flags.name }),
      usesAliases: flags.useAliases ?? false,
      autoRemove: flags.rm ?? false,
      options: upOptions({ ...flags, recreate: true }),
    };
    if (flags.dryRun === true || options.dryRun === true)
      return showPlan(session, await planOfRun(runtime, request), {});
    const outcome = await run(runtime, {
      ...request,
      places: placesOf(options),
      lockTimeoutSeconds: flags.lockTimeout,
      ...(isDetached
        ? {}
        : {
            conversation: {
              console,
              how: { stdin, tty },
              signals,
            },
          }),
    });
    if (outcome.kind !== 'succeeded') return exitCode(outcome);
    if (isDetached) print(`${outcome.value.container}\n`);
    return outcome.value.exitCode;
  },
});

const partsOf = ({
  label = [],
  labels = [],
  volume = [],
  volumes = [],
  ...flags
}: RunFlags): ComposeService => ({
  ...(flags.env && { environment: [...flags.env] }),
  ...(flags.envFromFile && { env_file: [...flags.envFromFile] }),
  ...(label.length + labels.length > 0 && { labels: [...label, ...labels] }),
  ...(flags.publish && { ports: [...flags.publish] }),
  ...(volume.length + volumes.length > 0 && { volumes: [...volume, ...volumes] }),
  ...(flags.capAdd && { cap_add: [...flags.capAdd] }),
  ...(flags.capDrop && { cap_drop: [...flags.capDrop] }),
  ...(flags.user !== undefined && { user: flags.user }),
  ...(flags.workdir !== undefined && { working_dir: flags.workdir }),
  ...(flags.entrypoint !== undefined && { entrypoint: flags.entrypoint }),
});
