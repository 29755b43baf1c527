import { once } from 'node:events';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { connectDocker } from '../../src/engine/docker/connect.js';
import type { Service } from '../../src/model/project.js';
import { engineContract } from './engine-contract.js';
import type { Program, Subject } from './world.js';

describe('the adapter on a real engine', () => {
  let subject: Subject;

  beforeAll(async () => {
    const engine = await connectDocker({ env: process.env, homeDir: homedir() });
    subject = {
      engine,
      image: inject('testImage'),
      prefix: `${inject('runPrefix')}-contract`,
      programmed: (_name, program) => programmed(program),
      freePort,
    };
  });
  afterAll(() => subject.engine.close());

  engineContract(() => subject);
});

function programmed({ prints = [], printsErrors = [], exits, health }: Program): Partial<Service> {
  const script = [
    ...prints.map((text) => `echo '${text}'`),
    ...printsErrors.map((text) => `echo '${text}' >&2`),
    exits === undefined ? 'exec sleep 600' : `exit ${exits}`,
  ].join('; ');
  const command = ['sh', '-c', script];
  if (health === undefined) return { command };
  const test = ['CMD-SHELL', health === 'healthy' ? 'true' : 'exit 1'];
  return { command, healthcheck: { test, interval: '200ms', timeout: '10s', retries: 1 } };
}

/** One that nothing listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
