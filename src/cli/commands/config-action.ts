import { config } from '../../app/config.js';
import { renderCanonical } from '../../config/render-canonical.js';
import type { Project } from '../../model/project.js';
import type { Action } from '../run-action.js';

export interface ConfigFlags {
  readonly format: 'yaml' | 'json';
  readonly quiet?: boolean;
  readonly services?: boolean;
}

export const configAction = (services: readonly string[], flags: ConfigFlags): Action => ({
  run: async ({ runtime, request, print, exitCode }) => {
    const outcome = await config(runtime, { project: request, services });
    if (outcome.kind === 'succeeded' && flags.quiet !== true) print(text(outcome.value, flags));
    return exitCode(outcome);
  },
});

function text(project: Project, flags: ConfigFlags): string {
  if (flags.services === true) return Object.keys(project.services).sort().join('\n');
  return renderCanonical(project, { format: flags.format });
}
