import { type Command, Option } from 'commander';
import { lockTimeout, stopTimeout, wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { ChangeFlags, RmFlags } from './change-containers-action.js';

/** Commands that change the state of the containers that a project has. */
export function addChangeContainers(program: Command, run: RunAction): void {
  const add = (name: string, description: string): Command =>
    program.command(`${name} [service...]`).description(description);
  const load = () => import('./change-containers-action.js');

  withRunFlags(add('start', 'start containers that are there'))
    .option('--wait', 'end only when every one of them is ready')
    .addOption(
      new Option('--wait-timeout <seconds>', 'with --wait: how long it may take').argParser(wholeNumber),
    )
    .action((services: string[], flags: ChangeFlags) =>
      run(async () => (await load()).startAction(services, flags)),
    );
  withRunFlags(add('stop', 'stop containers and keep them'))
    .addOption(stopTimeout())
    .action((services: string[], flags: ChangeFlags) =>
      run(async () => (await load()).stopAction(services, flags)),
    );
  withRunFlags(add('restart', 'stop and start containers, and those that ask to be restarted with them'))
    .addOption(stopTimeout())
    .option('--no-deps', 'leave alone those that ask to be restarted with them')
    .action((services: string[], flags: ChangeFlags & { readonly deps: boolean }) =>
      run(async () => (await load()).restartAction(services, flags)),
    );
  withRunFlags(add('kill', 'send a signal to containers'))
    .option('-s, --signal <signal>', 'which signal', 'SIGKILL')
    .option('--remove-orphans', 'remove containers of services that the files no longer have')
    .action(
      (
        services: string[],
        flags: ChangeFlags & { readonly signal: string; readonly removeOrphans?: boolean },
      ) => run(async () => (await load()).killAction(services, flags)),
    );
  withRunFlags(add('pause', 'freeze containers as they are')).action(
    (services: string[], flags: ChangeFlags) =>
      run(async () => (await load()).pauseAction('pause', services, flags)),
  );
  withRunFlags(add('unpause', 'let containers go on that are paused')).action(
    (services: string[], flags: ChangeFlags) =>
      run(async () => (await load()).pauseAction('unpause', services, flags)),
  );
  withRunFlags(add('rm', 'remove containers that do not run'))
    .option('-f, --force', 'do not ask')
    .option('-s, --stop', 'those that run, too; they are stopped before')
    .option('-v, --volumes', 'remove their anonymous volumes too; this destroys their data')
    .addOption(new Option('-a, --all', 'accepted for compatibility').hideHelp())
    .action((services: string[], flags: RmFlags) =>
      run(async () => (await load()).rmAction(services, flags)),
    );
}

const withRunFlags = (command: Command): Command =>
  command
    .addOption(lockTimeout())
    .option('--dry-run', 'show what would be done, and do nothing')
    .option('--quiet', 'errors only');
