import type { Selection } from '../graph/select-services.js';

export interface ShownServices {
  /** Absent: the services asked for, as far as the files attach them. */
  readonly only?: readonly string[];
  readonly except: readonly string[];
  /** Beside those asked for, what they depend on. */
  readonly dependencies: boolean;
}

/** The services whose logs an attached `up` shows. */
export function shownServices(
  { project, services, requested }: Selection,
  { only, except, dependencies }: ShownServices,
): ReadonlySet<string> {
  const chosen =
    only ??
    [...(dependencies ? services : requested)].filter((name) => project.services[name]?.attach !== false);
  return new Set(chosen.filter((name) => !except.includes(name)));
}
