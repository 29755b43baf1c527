import type { SessionOwner } from './session.js';

/** Whether a copy may be removed, and why. */
export type SessionVerdict =
  | { readonly kind: 'in use' }
  | { readonly kind: 'left behind'; readonly because: 'process gone' | 'expired' | 'folder gone' | 'old' };

export interface SessionFacts {
  /** Of all that the copy has: it may have been added to by several commands. */
  readonly owners: readonly SessionOwner[];
  /** Of the folder that its files are in; undefined: it cannot be known from here. */
  readonly isFolderThere: boolean | undefined;
}

export interface Onlooker {
  readonly host: string;
  /** Whether a process of this host runs. */
  fateOf(process: string): 'running' | 'gone' | 'unknown';
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface SessionAge {
  /** What was begun before may go, unless its process is known to run; in milliseconds. */
  readonly olderThanMs?: number;
  /** A copy whose files are gone may go. */
  readonly withoutFolder?: boolean;
}

/** Pure. What another host began is left alone unless it has expired or is old: nobody can know from here. */
export function judgeSession(
  { owners, isFolderThere }: SessionFacts,
  { host, fateOf, now }: Onlooker,
  { olderThanMs, withoutFolder = false }: SessionAge,
): SessionVerdict {
  const here = owners.filter((owner) => owner.host === host);
  const fates = here.flatMap(({ process }) => (process === undefined ? [] : [fateOf(process)]));
  if (fates.includes('running')) return { kind: 'in use' };
  if (fates.length === owners.length && fates.every((fate) => fate === 'gone'))
    return { kind: 'left behind', because: 'process gone' };
  const isPast = ({ expiresAt }: SessionOwner) => expiresAt !== undefined && Date.parse(expiresAt) <= now;
  if (owners.every(isPast)) return { kind: 'left behind', because: 'expired' };
  if (withoutFolder && here.length === owners.length && isFolderThere === false)
    return { kind: 'left behind', because: 'folder gone' };
  const isOld = ({ startedAt }: SessionOwner) =>
    olderThanMs !== undefined && Date.parse(startedAt) + olderThanMs <= now;
  return owners.every(isOld) ? { kind: 'left behind', because: 'old' } : { kind: 'in use' };
}
