import { Agent } from 'node:https';
import type { TlsMaterial } from '../discovery/endpoint.js';

/** Connections are kept and used again. */
export function tlsAgent({ ca, cert, key, verify }: TlsMaterial): Agent {
  return new Agent({
    keepAlive: true,
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  });
}
