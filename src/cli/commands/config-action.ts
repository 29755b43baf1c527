import { config } from '../../app/config.js';
import { renderCanonical } from '../../config/render-canonical.js';
import { serviceHash } from '../../model/compose-hash.js';
import type { Project } from '../../model/project.js';
import type { Action } from '../run-action.js';

export interface ConfigFlags {
  readonly format: 'yaml' | 'json';
  readonly quiet?: boolean;
  readonly services?: boolean;
  readonly hash?: string;
}

export const configAction = (services: readonly string[], flags: ConfigFlags): Action => ({
  run: async ({ runtime, request, print, exitCode }) => {
    const named = flags.hash === undefined || flags.hash === '*' ? services : flags.hash.split(',');
    const outcome = await config(runtime, {
      // docker compose hashes a service in this command with its files unread, but when it makes containers, read.
      project: flags.hash === undefined ? request : { ...request, leaveOut: ['environment files'] },
      services: named,
    });
    if (outcome.kind === 'succeeded' && flags.quiet !== true) print(text(outcome.value, named, flags));
    return exitCode(outcome);
  },
});

function text(project: Project, named: readonly string[], flags: ConfigFlags): string {
  if (flags.hash !== undefined) return hashes(project, named);
  if (flags.services === true) return Object.keys(project.services).sort().join('\n');
  return renderCanonical(project, { format: flags.format });
}

function hashes(project: Project, named: readonly string[]): string {
  return Object.values(project.services)
    .filter(({ name }) => named.length === 0 || named.includes(name))
    .map((service) => `${service.name} ${serviceHash(service)}`)
    .sort()
    .join('\n');
}
