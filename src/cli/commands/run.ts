import { type Command, Option } from 'commander';
import { append, lockTimeout, pullOption } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import { withTerminalFlags } from './exec.js';
import type { RunFlags } from './run-action.js';

export function addRun(program: Command, run: RunAction): void {
  withTerminalFlags(
    program
      .command('run <service> [command] [args...]')
      .description('run a container of a service once, after what the service depends on')
      // What comes after the service is for the program.
      .passThroughOptions()
      .option('--build', 'build the image even when it is there')
      .option('--cap-add <capability>', 'add a Linux capability; may be repeated', append)
      .option('--cap-drop <capability>', 'drop a Linux capability; may be repeated', append)
      .option('-d, --detach', 'run it in the background, and print the id of the container')
      .option('--entrypoint <command>', 'in the place of the entrypoint of the image')
      .option(
        '-e, --env <name[=value]>',
        'set a variable; without a value: as it is here; may be repeated',
        append,
      )
      .option('--env-from-file <path>', 'set variables from a file; may be repeated', append)
      .option('--no-interactive', 'nothing to read for the program')
      .option('-l, --label <name[=value]>', 'set a label; may be repeated', append)
      .option('--name <name>', 'of the container'),
  )
    .addOption(new Option('--no-TTY').hideHelp())
    // docker compose takes these names for the same.
    .addOption(new Option('--volumes <mount>').argParser(append).hideHelp())
    .addOption(new Option('--labels <name[=value]>').argParser(append).hideHelp())
    .option('--no-deps', 'leave services alone that this one depends on')
    .option('-p, --publish <port>', 'publish a port, as `ports` has it; may be repeated', append)
    .addOption(pullOption())
    .option('-q, --quiet', 'nothing but what the program says')
    .option('--quiet-build', 'do not show the output of builds')
    .option('--quiet-pull', 'do not show how far pulls are')
    .option('--remove-orphans', 'remove containers of services that the files no longer have')
    .option('--rm', 'remove the container when the program has ended')
    .option('-P, --service-ports', 'publish the ports of the service')
    .option('--use-aliases', 'let it answer to the names of the service')
    .option('-u, --user <user>', 'run it as this user')
    .option('-v, --volume <mount>', 'mount something, as `volumes` has it; may be repeated', append)
    .option('-w, --workdir <path>', 'folder in the container that it runs in')
    .addOption(lockTimeout())
    .option('--dry-run', 'show what would be done and why, and do nothing')
    .addHelpText(
      'after',
      `
Examples:
  stack run --rm web npm test       once, with everything that web needs
  stack run --rm -it web sh         a shell in a container of its own
  stack run --rm -T db dump > dump  output as it is`,
    )
    .action((service: string, command: string | undefined, args: string[], flags: RunFlags) => {
      const words = command === undefined ? [] : [command, ...args];
      return run(async () => (await import('./run-action.js')).runAction(service, words, flags));
    });
}
