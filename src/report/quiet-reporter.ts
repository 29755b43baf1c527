import { renderDiagnostic } from '../diagnostics/render-diagnostic.js';
import type { StackEvent } from '../events/event.js';
import type { LogWriter } from './log-writer.js';
import type { Reporter, ReporterOptions } from './reporter.js';

/** Errors, and what containers say. */
export function createQuietReporter(options: ReporterOptions, logs: LogWriter): Reporter {
  const { color, cwd, stderr } = options;
  return {
    handle: (event: StackEvent): void => {
      if (event.type === 'diagnostic' && event.diagnostic.severity === 'error') {
        stderr.write(`${renderDiagnostic(event.diagnostic, { color: color.stderr, cwd })}\n\n`);
      } else if (event.type === 'attached') {
        logs.announce(event.containers);
      } else if (event.type === 'log') {
        logs.write(event.container, event.line);
      }
    },
    close: () => Promise.resolve(),
  };
}
