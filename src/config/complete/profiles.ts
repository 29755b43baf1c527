import type { Service } from '../../model/project.js';

/** A service without profiles is always enabled; `*` stands for every profile. */
export function isEnabled(service: Pick<Service, 'profiles'>, active: readonly string[]): boolean {
  const profiles = service.profiles ?? [];
  return (
    profiles.length === 0 || active.includes('*') || profiles.some((profile) => active.includes(profile))
  );
}
