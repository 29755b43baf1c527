import { eventLog } from '../../app/event-log.js';
import { stats } from '../../app/stats.js';
import type { UsageLook } from '../../events/answer.js';
import { eventJson, eventLine } from '../../report/event-log-text.js';
import { formatList, listFormat } from '../../report/format/format-list.js';
import { statsView } from '../../report/stats-view.js';
import type { Action } from '../run-action.js';

export interface EventsFlags {
  readonly json?: boolean;
  readonly since?: string;
  readonly until?: string;
}

export const eventsAction = (services: readonly string[], { json, since, until }: EventsFlags): Action => ({
  run: async ({ runtime, request: project, print, exitCode }) =>
    exitCode(
      await eventLog(runtime, {
        project,
        services,
        ...(since === undefined ? {} : { since }),
        ...(until === undefined ? {} : { until }),
        handle: (entry) => print(json === true ? eventJson(entry) : eventLine(entry)),
      }),
    ),
});

export interface StatsFlags {
  readonly all?: boolean;
  readonly format: string;
  readonly stream: boolean;
  readonly trunc: boolean;
}

export const statsAction = (services: readonly string[], flags: StatsFlags): Action => ({
  run: async ({ runtime, request: project, print, exitCode }) => {
    const format = listFormat(flags.format);
    const textOf = (looks: readonly UsageLook[]) => formatList(looks, format, statsView(!flags.trunc));
    const screen = flags.stream && process.stdout.isTTY ? await liveScreen() : print;
    const outcome = await stats(runtime, {
      project,
      services,
      all: flags.all ?? false,
      follow: flags.stream,
      handle: (looks) => screen(textOf(looks)),
    });
    return exitCode(outcome);
  },
});

/** Shows a text in the place of the one before. */
async function liveScreen(): Promise<(text: string) => void> {
  const { default: logUpdate } = await import('log-update');
  return (text) => logUpdate(text);
}
