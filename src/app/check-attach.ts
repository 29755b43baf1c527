import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { type Selection, unknownService } from '../graph/select-services.js';
import type { AttachOptions } from './attach.js';

/** What was asked of an attached `up` and cannot be, because those services are not in it. */
export function checkAttach(
  { project, services }: Selection,
  { shown, exitCodeFrom }: Pick<AttachOptions, 'shown' | 'exitCodeFrom'>,
): readonly Diagnostic[] {
  const missing = (names: readonly string[]) => names.filter((name) => !services.has(name));
  const explain = (name: string, message: string): Diagnostic => {
    const unknown = unknownService(name, [...services]);
    return { ...unknown, message: name in project.services ? message : `${message} (${unknown.message})` };
  };
  return [
    ...missing(shown.only ?? []).map((name) =>
      explain(name, `cannot attach to services not included in up: ${name}`),
    ),
    ...missing(exitCodeFrom === undefined ? [] : [exitCodeFrom]).map((name) =>
      explain(name, `cannot take the exit code from a service that is not included in up: ${name}`),
    ),
    ...shown.except
      .filter((name) => !(name in project.services))
      .map(
        (name): Diagnostic => ({
          ...unknownService(name, Object.keys(project.services)),
          severity: 'warning',
        }),
      ),
  ];
}
