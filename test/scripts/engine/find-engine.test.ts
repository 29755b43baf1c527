import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findEngine } from '../../../scripts/engine/find-engine.js';

let home: string;
let servers: Server[];

beforeEach(async () => {
  home = await mkdtemp(`${tmpdir()}/find-engine-`);
  servers = [];
});

afterEach(async () => {
  for (const server of servers) server.close();
  await rm(home, { recursive: true });
});

/** Something that answers as an engine, or as a broken one. */
async function listen(name: string, status = 200): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('OK'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(`${home}/${name}`, resolve));
  return `unix://${home}/${name}`;
}

async function writeContext(name: string, host: string): Promise<void> {
  const folder = `${home}/.docker/contexts/meta/${createHash('sha256').update(name).digest('hex')}`;
  await mkdir(folder, { recursive: true });
  await writeFile(
    `${folder}/meta.json`,
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
  await writeFile(`${home}/.docker/config.json`, JSON.stringify({ currentContext: name }));
}

describe('findEngine', () => {
  test('prefers DOCKER_HOST to the current context', async () => {
    const named = await listen('named.sock');
    await writeContext('work', await listen('work.sock'));
    expect((await findEngine({ DOCKER_HOST: named }, home)).found?.host).toBe(named);
  });

  test('uses the current context when DOCKER_HOST is not set', async () => {
    const work = await listen('work.sock');
    await writeContext('work', work);
    expect((await findEngine({}, home)).found).toMatchObject({ host: work, origin: 'context work' });
  });

  test('does not use another engine when the one that DOCKER_HOST names is not there', async () => {
    await writeContext('work', await listen('work.sock'));
    const { found, tried } = await findEngine({ DOCKER_HOST: `unix://${home}/none.sock` }, home);
    expect(found).toBeUndefined();
    expect(tried).toEqual([expect.stringContaining('ENOENT')]);
  });

  test('does not count an engine that answers its ping with an error', async () => {
    const { found, tried } = await findEngine({ DOCKER_HOST: await listen('broken.sock', 500) }, home);
    expect(found).toBeUndefined();
    expect(tried).toEqual([expect.stringContaining('answered 500')]);
  });

  test('says so when the context needs more than a socket', async () => {
    await writeContext('far', 'ssh://far.example');
    const { tried } = await findEngine({}, home);
    expect(tried).toEqual(['context far (ssh://far.example): these scripts cannot reach it']);
  });
});
