import { label } from './labels.js';

/**
 * Whom a copy of a project belongs to. Everything that a copy has on the engine says so in its labels, so that what a
 * run left behind can be told from what is in use.
 */
export interface SessionOwner {
  /** The machine, by a name that others can read and that no other machine has. */
  readonly host: string;
  /** What ends with this process is of no use to anybody after it; absent: it is there until somebody removes it. */
  readonly process?: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** RFC 3339: from then on anybody may remove it. Absent: nobody may because of the time. */
  readonly expiresAt?: string;
}

/** A project, as far as it matters here. */
interface Owned {
  readonly name: string;
  readonly owner?: SessionOwner;
}

/** Labels that say whom a copy belongs to; of what is no copy there are none. */
export function sessionLabels({ name, owner }: Owned): Readonly<Record<string, string>> {
  if (owner === undefined) return {};
  const { host, process, startedAt, expiresAt } = owner;
  return {
    [label.session]: name,
    [label.sessionHost]: host,
    ...(process !== undefined && { [label.sessionProcess]: process }),
    [label.sessionStarted]: startedAt,
    ...(expiresAt !== undefined && { [label.sessionExpires]: expiresAt }),
  };
}

/** Undefined where labels are not those of a copy. */
export function sessionOf(
  labels: Readonly<Record<string, string>>,
): (SessionOwner & { readonly project: string }) | undefined {
  const project = labels[label.session];
  if (project === undefined || project === '') return undefined;
  const process = labels[label.sessionProcess];
  const expiresAt = labels[label.sessionExpires];
  return {
    project,
    host: labels[label.sessionHost] ?? '',
    ...(process !== undefined && { process }),
    startedAt: labels[label.sessionStarted] ?? '',
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** The labels of the project that everything it has on the engine bears. */
export const ownLabels = (project: Owned): Readonly<Record<string, string>> => ({
  [label.project]: project.name,
  ...sessionLabels(project),
});
