import { type Command, InvalidArgumentError, Option } from 'commander';
import { append, lockTimeout, stopTimeout, wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { UpFlags } from './up-action.js';

export function addUp(program: Command, run: RunAction): void {
  const command = addPlanFlags(
    program.command('up [service...]').description('create and start what the files say, and show its logs'),
  );
  const deciding = command.options.map((option) => option.attributeName());
  command
    .addOption(
      new Option('--plan <file>', 'carry out what `stack plan --out` saved, or nothing').conflicts(deciding),
    )
    .option('--dry-run', 'show what would be done and why, and do nothing')
    .addOption(
      new Option('--no-start', 'make containers, and start nothing').conflicts(['wait', ...attachedOnly]),
    )
    .option('--quiet-build', 'do not show the output of builds')
    .addOption(
      new Option('-d, --detach', 'leave the containers running in the background').conflicts(attachedOnly),
    )
    .addOption(
      new Option('--abort-on-container-exit', 'stop everything when a container ends').conflicts(
        'abortOnContainerFailure',
      ),
    )
    .option('--abort-on-container-failure', 'stop everything when a container ends with another code than 0')
    .option('-w, --watch', 'keep what runs up to date with the files it comes from, as `develop.watch` says')
    .option(
      '--exit-code-from <service>',
      'end with the exit code of its container; implies --abort-on-container-exit',
    )
    .addOption(
      new Option('--attach <service>', 'show the logs of this service only; may be repeated')
        .argParser(append)
        .conflicts('attachDependencies'),
    )
    .addOption(withoutLogsOf())
    .option('--attach-dependencies', 'show the logs of what the named services depend on, too')
    .option('--timestamps', 'show the time of each line')
    .option('--no-log-prefix', 'lines of logs as they are, without the container that said them')
    .option('--no-color', 'no colours')
    .addOption(
      new Option('--menu [on]', 'keys that do something, on a terminal')
        .argParser(onOrOff)
        .env('COMPOSE_MENU'),
    )
    .addOption(
      new Option('--wait-timeout <seconds>', 'with --wait: how long it may take').argParser(wholeNumber),
    )
    .addOption(lockTimeout())
    .option('--quiet', 'errors only')
    .addHelpText(
      'after',
      `
Examples:
  stack up                          start everything and show the logs; Ctrl-C stops it
  stack up -d --wait                in the background; ends when everything is ready
  stack up --watch                  and take over changes of the sources as they are saved
  stack up -d --build web           build and replace web, and start what it depends on
  stack up -d --scale worker=3      three replicas of worker
  stack up -d --plan shop.plan      what was saved and looked at, and nothing else`,
    )
    .action((services: string[], flags: UpFlags) => {
      if (flags.plan !== undefined) refuseBeside(flags.plan, services, program, command);
      return run(async () => (await import('./up-action.js')).upAction(services, flags));
    });
}

/** What only makes sense when the logs are shown. */
const attachedOnly = [
  'abortOnContainerExit',
  'abortOnContainerFailure',
  'attach',
  'attachDependencies',
  'exitCodeFrom',
  'watch',
];

/** Commander takes `--no-…` for the opposite of another option; this one has values. */
function withoutLogsOf(): Option {
  const option = new Option(
    '--no-attach <service>',
    'do not show the logs of this service; may be repeated',
  ).argParser(append);
  option.negate = false;
  option.attributeName = () => 'noAttach';
  return option;
}

/** As environment variables have it, too. */
function onOrOff(text: string): boolean {
  if (/^(1|t|true|yes|on)$/i.test(text)) return true;
  if (/^(0|f|false|no|off)$/i.test(text)) return false;
  throw new InvalidArgumentError('It must be true or false.');
}

/** A saved plan says which project and which services it is about. */
function refuseBeside(plan: string, services: readonly string[], program: Command, command: Command): void {
  const given = program.options
    .filter((option) => choosesProject.has(option.attributeName()))
    .filter((option) => program.getOptionValueSource(option.attributeName()) === 'cli')
    .map(({ flags }) => `option '${flags}'`);
  const beside = services.length > 0 ? `the service '${services[0]}'` : given[0];
  if (beside === undefined) return;
  command.error(
    `error: option '--plan <file>' cannot be used with ${beside}: ${plan} says what it is about`,
    {
      code: 'commander.conflictingOption',
    },
  );
}

const choosesProject: ReadonlySet<string> = new Set([
  'file',
  'projectName',
  'projectDirectory',
  'envFile',
  'profile',
]);

export function addPlanFlags(command: Command): Command {
  return addCreateFlags(command)
    .addOption(
      new Option(
        '--always-recreate-deps',
        'replace the containers of dependencies, too, even when nothing changed',
      ).conflicts('recreate'),
    )
    .option('--no-deps', 'leave services alone that the named ones depend on')
    .option('-V, --renew-anon-volumes', 'replaced containers begin with empty anonymous volumes')
    .option(
      '--recreate-volumes <volume>',
      'remove a volume whose definition changed and make it anew: destroys its data; may be repeated',
      append,
    )
    .option('--no-rollback', 'keep a replacement that failed, to look at it, and the old container set aside')
    .option('--rerun-jobs', 'run jobs again that have completed')
    .addOption(stopTimeout())
    .addOption(
      new Option('--wait', 'end only when every service is ready; implies --detach').conflicts(attachedOnly),
    );
}

/** What decides how containers are made. */
export function addCreateFlags(command: Command): Command {
  return command
    .option('--build', 'build images even when they are there')
    .option('--no-build', 'never build; fail when an image is missing')
    .option('--no-skip', 'build also what has not changed since it was built')
    .addOption(
      new Option('--force-recreate', 'replace containers even when nothing changed').conflicts('recreate'),
    )
    .option('--no-recreate', 'keep containers even when something changed')
    .option('--scale <service=number>', 'number of replicas; may be repeated', scale)
    .option('--remove-orphans', 'remove containers of services that the files no longer have')
    .addOption(
      new Option('--pull <when>', 'in the place of `pull_policy`').choices([
        'always',
        'missing',
        'never',
        'build',
        'policy',
      ]),
    )
    .option('--quiet-pull', 'do not show how far pulls are')
    .option('-y, --yes', 'accepted for compatibility: nothing is asked');
}

export function scale(
  text: string,
  previous: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const match = /^([^=]+)=(\d+)$/.exec(text);
  if (match?.[1] === undefined) throw new InvalidArgumentError('Write SERVICE=NUMBER, for example worker=3.');
  return { ...previous, [match[1]]: Number(match[2]) };
}
