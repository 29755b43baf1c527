import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Say } from './say.js';

const timeoutMs = 15 * 60_000;

/**
 * Runs an action that only one process on this machine may be in, waiting for its turn. An abstract socket is
 * the lock: the kernel gives it back when its owner dies, however it dies.
 */
export async function exclusively<Value>(
  name: string,
  say: Say,
  action: () => Promise<Value>,
): Promise<Value> {
  const end = Date.now() + timeoutMs;
  let lock = await tryListen(`\0${name}`);
  if (lock === undefined) say('waiting for another process that is preparing an engine');
  while (lock === undefined) {
    if (Date.now() > end) throw new Error(`another process has been preparing an engine for 15 minutes`);
    await delay(200);
    lock = await tryListen(`\0${name}`);
  }
  try {
    return await action();
  } finally {
    lock.close();
  }
}

/** Undefined when another process has it. */
function tryListen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}
