import type { Service } from '../../model/project.js';

/** What enables services: their profiles, or being named. */
export interface Enabling {
  readonly profiles: readonly string[];
  readonly named: readonly string[];
}

/** A service without profiles is always enabled; `*` stands for every profile. */
export function isEnabled(
  key: string,
  service: Pick<Service, 'profiles'>,
  { profiles, named }: Enabling,
): boolean {
  const own = service.profiles ?? [];
  return (
    named.includes(key) ||
    own.length === 0 ||
    profiles.includes('*') ||
    own.some((profile) => profiles.includes(profile))
  );
}
