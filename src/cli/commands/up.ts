import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { UpFlags } from './up-action.js';

export function addUp(program: Command, run: RunAction): void {
  addPlanFlags(
    program.command('up [service...]').description('create and start what the files say, and show its logs'),
  )
    .option('-d, --detach', 'leave the containers running in the background')
    .addOption(
      new Option('--wait-timeout <seconds>', 'with --wait: how long it may take').argParser(wholeNumber),
    )
    .option('--quiet', 'errors only')
    .addHelpText(
      'after',
      `
Examples:
  stack up                          start everything and show the logs; Ctrl-C stops it
  stack up -d --wait                in the background; ends when everything is ready
  stack up -d --build web           build and replace web, and start what it depends on
  stack up -d --scale worker=3      three replicas of worker`,
    )
    .action((services: string[], flags: UpFlags) =>
      run(async () => (await import('./up-action.js')).upAction(services, flags)),
    );
}

export function addPlanFlags(command: Command): Command {
  return command
    .option('--build', 'build images even when they are there')
    .option('--no-build', 'never build; fail when an image is missing')
    .addOption(
      new Option('--force-recreate', 'replace containers even when nothing changed').conflicts('recreate'),
    )
    .option('--no-recreate', 'keep containers even when something changed')
    .option('--no-deps', 'leave services alone that the named ones depend on')
    .option('--scale <service=number>', 'number of replicas; may be repeated', scale)
    .option('-V, --renew-anon-volumes', 'replaced containers begin with empty anonymous volumes')
    .option('--no-rollback', 'keep a replacement that failed, to look at it, and the old container set aside')
    .option('--rerun-jobs', 'run jobs again that have completed')
    .option('--remove-orphans', 'remove containers of services that the files no longer have')
    .addOption(
      new Option('-t, --timeout <seconds>', 'time to stop before a container is killed').argParser(
        wholeNumber,
      ),
    )
    .option('--wait', 'end only when every service is ready; implies --detach');
}

function scale(
  text: string,
  previous: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const match = /^([^=]+)=(\d+)$/.exec(text);
  if (match?.[1] === undefined) throw new InvalidArgumentError('Write SERVICE=NUMBER, for example worker=3.');
  return { ...previous, [match[1]]: Number(match[2]) };
}
