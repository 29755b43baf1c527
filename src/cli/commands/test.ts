import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Collected } from '../../app/test/collect.js';
import { lockTimeout, pullOption, wholeNumber } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { TestFlags } from './test-action.js';

export function addTest(program: Command, run: RunAction): void {
  const command = program
    .command('test [service] [command...]')
    .description(
      'run a service, or a program of this machine, in an environment made for it and removed after it',
    )
    .option('--cmd <command>', 'run this here, with the addresses of what it needs in its environment')
    .option('--deps-only', 'bring up only what the service depends on')
    .option('--timeout <seconds>', 'how long it may take, setting up included', wholeNumber)
    .option(
      '--artifacts <folder>',
      'write there what helps to see why it failed: logs, plan, events and more',
    )
    .option('--junit <file>', 'write a report that CI systems read')
    .addOption(
      new Option(
        '--collect <service:path>',
        'copy what was made in a container to the artifacts; may be repeated',
      )
        .argParser(collected)
        .default([], 'nothing'),
    )
    .option('--keep', 'leave everything as it is when it fails')
    .option('--repeat <number>', 'run it so often, each time anew', timesToRun, 1)
    .option('--build', 'build images even when they are there')
    .option('--no-skip', 'build also what has not changed since it was built')
    .addOption(pullOption())
    .addOption(lockTimeout())
    .option('--quiet', 'errors, and what the program says')
    .addHelpText(
      'after',
      `
Examples:
  stack test tests                  everything of the files, then the service tests; its exit code is the exit code
  stack test web -- npm test        another command than that of the service
  stack test --cmd 'npm test'       on this machine: WEB_80_TCP=127.0.0.1:20411 and the like tell where things are
  stack test tests --artifacts out --collect tests:/app/coverage --junit out/junit.xml
  stack test tests --repeat 20      find out whether it is flaky`,
    )
    .action((service: string | undefined, words: string[], flags: TestFlags) => {
      if (service === undefined && flags.cmd === undefined)
        command.error('error: say which service to run, or with --cmd which program of this machine');
      if (words.length > 0 && flags.cmd !== undefined)
        command.error("error: option '--cmd <command>' cannot be used with a command for the service");
      if (flags.collect.length > 0 && flags.artifacts === undefined)
        command.error("error: option '--collect <service:path>' needs '--artifacts <folder>', where it goes");
      return run(async () => (await import('./test-action.js')).testAction(service, words, flags));
    });
}

function collected(text: string, previous: readonly Collected[]): readonly Collected[] {
  const match = /^([^:/]+):(.+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined)
    throw new InvalidArgumentError('Write SERVICE:PATH, for example tests:/app/coverage.');
  return [...previous, { service: match[1], path: match[2] }];
}

function timesToRun(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}
