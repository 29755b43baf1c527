import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { BuildWarning } from '../engine/engine.js';
import { dockerfileRange } from './dockerfile-range.js';
import type { Locate } from './engine-failure-diagnostic.js';

/** What a builder has to say, at the line of the Dockerfile or the attribute that it is about. */
export function buildWarning(
  service: string,
  { message, details, url, at, attribute }: BuildWarning,
  locate: Locate,
): Diagnostic {
  const place =
    at === undefined
      ? locate(['services', service, 'build', ...(attribute === undefined ? [] : [attribute])])
      : dockerfileRange(at);
  return {
    code: 'build-warning',
    severity: 'warning',
    message: `build of ${service}: ${message}`,
    ...(place === undefined ? {} : { at: place }),
    ...(details.length === 0 ? {} : { details }),
    ...(url === undefined ? {} : { help: `see ${url}` }),
  };
}
