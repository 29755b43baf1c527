import { ciMarks } from './ci/ci-marks.js';
import { withCiMarks } from './ci/with-ci-marks.js';
import { createJsonReporter } from './json-reporter.js';
import { LogWriter } from './log-writer.js';
import { createPlainReporter } from './plain-reporter.js';
import { createQuietReporter } from './quiet-reporter.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { createTtyReporter } from './tty/tty-reporter.js';

export function createReporter(options: ReporterOptions): Reporter {
  const logs = new LogWriter({ ...options, ...options.logs });
  switch (options.mode) {
    case 'tty':
      return createTtyReporter(options, logs);
    case 'plain': {
      const plain = createPlainReporter(options, logs);
      if (options.ci === undefined) return plain;
      const { system, workspace } = options.ci;
      return withCiMarks(plain, ciMarks(system, workspace, options.now), options);
    }
    case 'json':
      return createJsonReporter(options, logs);
    case 'quiet':
      return createQuietReporter(options, logs);
    default:
      return options.mode satisfies never;
  }
}
