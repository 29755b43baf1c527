import { eventToJson } from './event-json.js';
import type { LogWriter } from './log-writer.js';
import type { Reporter, ReporterOptions } from './reporter.js';

/** One JSON object per line and event, on stderr; what containers say goes where it always does. */
export function createJsonReporter({ stderr, now }: ReporterOptions, logs: LogWriter): Reporter {
  return {
    handle: (event) => {
      if (event.type === 'log') {
        logs.write(event.container, event.line);
        return;
      }
      if (event.type === 'attached') logs.announce(event.containers);
      stderr.write(`${JSON.stringify(eventToJson(event, now()))}\n`);
    },
    close: () => Promise.resolve(),
  };
}
