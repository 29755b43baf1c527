import type { UpOptions } from '../plan/up-options.js';

/** `COMPOSE_REMOVE_ORPHANS` and `COMPOSE_IGNORE_ORPHANS`, of the shell or of `.env`, beside the flag. */
export function withOrphanVariables(
  options: UpOptions,
  variables: Readonly<Record<string, string>>,
): UpOptions {
  const isSet = (name: string) => /^(1|t|true|y|yes|on)$/i.test(variables[name] ?? '');
  return {
    ...options,
    removeOrphans: options.removeOrphans || isSet('COMPOSE_REMOVE_ORPHANS'),
    ...(isSet('COMPOSE_IGNORE_ORPHANS') ? { ignoreOrphans: true } : {}),
  };
}
