import { randomBytes } from 'node:crypto';
import type { LockCalls } from '../../engine.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { openSession } from '../session/engine-session.js';
import { VolumeLock } from './volume-lock.js';

export function lockCalls(connection: EngineConnection): LockCalls {
  return {
    claim: async (request) => {
      const token = randomBytes(16).toString('hex');
      const opened = await openSession(connection, { id: token, name: `stack ${request.name}` });
      return opened.kind === 'open'
        ? new VolumeLock(connection, { ...request, token }, opened.session)
        : undefined;
    },
  };
}
