import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import type { EventsFlags, StatsFlags } from './live-action.js';
import { parseLogTime } from './log-time.js';
import { listFormatOption } from './ps.js';

/** Commands that go on showing what happens. */
export function addLive(program: Command, run: RunAction): void {
  program
    .command('events [service...]')
    .description('show what happens to containers, as it happens')
    .option('--json', 'one object per line')
    .addOption(time('--since <time>', 'also what happened since then, as `logs` takes it'))
    .addOption(time('--until <time>', 'end at that time'))
    .action((services: string[], flags: EventsFlags) =>
      run(async () => (await import('./live-action.js')).eventsAction(services, flags)),
    );
  program
    .command('stats [service...]')
    .description('show what containers take of their host')
    .option('-a, --all', 'stopped ones too')
    .addOption(listFormatOption())
    .option('--no-stream', 'one look')
    .option('--no-trunc', 'ids as long as they are')
    .action((services: string[], flags: StatsFlags) =>
      run(async () => (await import('./live-action.js')).statsAction(services, flags)),
    );
}

const time = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text) => {
    const parsed = parseLogTime(text, Date.now());
    if (parsed === undefined)
      throw new InvalidArgumentError('Write a time like 2026-01-31T12:00:00Z, or 10m for ten minutes ago.');
    return parsed;
  });
