import { randomBytes } from 'node:crypto';
import type { SessionOwner } from '../../model/session.js';
import { processIdentity } from '../../platform/process-identity.js';

/** How long what is made for one run is there at most, in milliseconds: then anybody may remove it. No run takes so long. */
const lifeMs = 24 * 60 * 60 * 1000;

export interface Lifetime {
  /** It is of no use when this process is gone. */
  readonly endsWithProcess?: boolean;
  /** It is for one run. */
  readonly isForOneRun?: boolean;
}

/** This process as the owner of a copy. */
export function sessionOwner({ endsWithProcess = false, isForOneRun = false }: Lifetime = {}): SessionOwner {
  const { host, process } = processIdentity();
  const now = Date.now();
  return {
    host,
    ...(endsWithProcess && { process }),
    startedAt: new Date(now).toISOString(),
    ...(isForOneRun && { expiresAt: new Date(now + lifeMs).toISOString() }),
  };
}

/** A name that no other copy has. */
export const uniqueCopy = (kind: string): string => `${kind}-${randomBytes(4).toString('hex')}`;
