import { type Command, Option } from 'commander';
import { append, wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { ExecFlags } from './exec-action.js';

export function addExec(program: Command, run: RunAction): void {
  withTerminalFlags(
    program
      .command('exec <service> <command> [args...]')
      .description('run a program in a running container of a service')
      // What comes after the service is for the program.
      .passThroughOptions()
      .option('-d, --detach', 'run it in the background')
      .option(
        '-e, --env <name[=value]>',
        'set a variable; without a value: as it is here; may be repeated',
        append,
      ),
  )
    .addOption(containerIndex())
    .option('--privileged', 'with all that the host allows')
    .option('-u, --user <user>', 'run it as this user')
    .option('-w, --workdir <path>', 'folder in the container that it runs in')
    .addHelpText(
      'after',
      `
Examples:
  stack exec web sh                 a shell, with the terminal that this one is
  stack exec -T db pg_dump > dump   output as it is
  cat seed.sql | stack exec db psql`,
    )
    .action((service: string, command: string, args: string[], flags: ExecFlags) =>
      run(async () => (await import('./exec-action.js')).execAction(service, [command, ...args], flags)),
    );
}

/** Where a program has a terminal or may read. */
export function withTerminalFlags(command: Command): Command {
  return command
    .option('-T, --no-tty', 'no terminal for the program (default: one if this is one)')
    .addOption(new Option('-t, --tty', 'accepted for compatibility: that is the default').hideHelp())
    .addOption(new Option('-i, --interactive', 'accepted for compatibility: that is the default').hideHelp());
}

export const containerIndex = (): Option =>
  new Option('--index <number>', 'which container, if the service has several').argParser(wholeNumber);
