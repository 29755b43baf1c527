import { ps } from '../../app/ps.js';
import { label } from '../../model/labels.js';
import type { ObservedContainer } from '../../model/observed.js';
import { lines } from '../../report/lines.js';
import { renderPsJson } from '../../report/ps-json.js';
import { renderPsTable } from '../../report/ps-table.js';
import type { Action } from '../run-action.js';

export interface PsFlags {
  readonly all?: boolean;
  readonly format: 'table' | 'json';
  readonly quiet?: boolean;
  readonly services?: boolean;
  readonly trunc: boolean;
}

export const psAction = (services: readonly string[], flags: PsFlags): Action => ({
  run: async ({ runtime, request, print, exitCode }) => {
    const outcome = await ps(runtime, { project: request, services, all: flags.all ?? false });
    if (outcome.kind === 'succeeded') print(text(outcome.value, flags));
    return exitCode(outcome);
  },
});

function text(containers: readonly ObservedContainer[], flags: PsFlags): string {
  if (flags.quiet === true) return lines(containers.map(({ id }) => id));
  if (flags.services === true) {
    return lines(new Set(containers.map(({ labels }) => labels[label.service] ?? '')));
  }
  const options = { now: Date.now(), noTruncate: flags.trunc === false };
  return flags.format === 'json' ? renderPsJson(containers, options) : renderPsTable(containers, options);
}
