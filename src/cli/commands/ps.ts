import { type Command, InvalidArgumentError, Option } from 'commander';
import { append } from '../global-options.js';
import type { RunAction } from '../run-action.js';
import type { PsFlags } from './ps-action.js';

export function addPs(program: Command, run: RunAction): void {
  program
    .command('ps [service...]')
    .description('list containers')
    .option('-a, --all', 'stopped ones too, and those that `run` made')
    .addOption(
      new Option('--filter <filter>', 'status=STATUS; may be repeated').argParser((text, previous: unknown) =>
        append(statusOf(text), Array.isArray(previous) ? previous : []),
      ),
    )
    .addOption(listFormatOption())
    .addOption(new Option('--orphans', 'services that the files do not have, too').default(true).hideHelp())
    .option('--no-orphans', 'leave out services that the files do not have')
    .option('-q, --quiet', 'ids only')
    .option('--services', 'names of services only')
    .addOption(
      new Option('--status <status>', 'only those in this state; may be repeated').argParser(
        (text, previous: unknown) => append(containerState(text), Array.isArray(previous) ? previous : []),
      ),
    )
    .option('--no-trunc', 'commands as long as they are')
    .addHelpText(
      'after',
      `
Examples:
  stack ps
  stack ps --format json | jq -r .Name
  stack ps --format 'table {{.Name}}\t{{.Status}}'
  stack -p shop ps -a               by name, from any folder, without a file`,
    )
    .action((services: string[], flags: PsFlags) =>
      run(async () => (await import('./ps-action.js')).psAction(services, flags)),
    );
}

export const listFormatOption = (): Option =>
  new Option(
    '--format <format>',
    'table, json, or a Go template, after `table` if it is to have a header',
  ).default('table');

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

function containerState(text: string): string {
  if (!states.includes(text)) throw new InvalidArgumentError(`It must be one of ${states.join(', ')}.`);
  return text;
}

function statusOf(filter: string): string {
  const status = /^status=(.*)$/.exec(filter)?.[1];
  if (status === undefined) throw new InvalidArgumentError('Write status=STATUS: there is no other filter.');
  return containerState(status);
}
