import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunAction } from '../run-action.js';
import { containerIndex } from './exec.js';
import { parseLogTime } from './log-time.js';
import type { LogsFlags } from './logs-action.js';

export function addLogs(program: Command, run: RunAction): void {
  program
    .command('logs [service...]')
    .description('show what containers said, in the order of time')
    .option('-f, --follow', 'go on showing what they say')
    .addOption(new Option('-n, --tail <lines>', 'lines from the end of each log, or "all"').argParser(tail))
    .option('-t, --timestamps', 'show when each line was written')
    .addOption(
      new Option(
        '--since <time>',
        'from this time on (2026-01-31T12:00:00Z), or this long ago (10m)',
      ).argParser(logTime),
    )
    .addOption(new Option('--until <time>', 'up to this time, or this long ago').argParser(logTime))
    .addOption(
      new Option('--format <format>', 'text, or json: one object per line')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addOption(
      new Option('--grep <pattern>', 'only lines that match a regular expression').argParser(
        regularExpression,
      ),
    )
    .addOption(containerIndex())
    .option('--no-log-prefix', 'lines without the name of their container')
    .option('--no-color', 'no colours')
    .addHelpText(
      'after',
      `
Examples:
  stack logs -f web                 follow web
  stack logs -n 20 -t               the last 20 lines of each container, with times
  stack logs --since 10m            the last ten minutes
  stack logs -f --grep 'ERROR|WARN' what went wrong, as it goes wrong
  stack logs --format json | jq .line`,
    )
    .action((services: string[], flags: LogsFlags) =>
      run(async () => (await import('./logs-action.js')).logsAction(services, flags)),
    );
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(
      error instanceof Error ? `${error.message}.` : 'It is no regular expression.',
    );
  }
}

function logTime(text: string): string {
  const time = parseLogTime(text, Date.now());
  if (time === undefined)
    throw new InvalidArgumentError('Write a time like 2026-01-31T12:00:00Z, or 10m for ten minutes ago.');
  return time;
}

function tail(text: string): number | undefined {
  if (text === 'all') return undefined;
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a number of lines, or "all".');
  return Number(text);
}
