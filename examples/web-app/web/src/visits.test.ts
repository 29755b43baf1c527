import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';

/** In the environment of compose.yaml; on your machine where the ports are published. */
const web = process.env['WEB'] ?? `http://${process.env['WEB_8080_TCP']}`;

const ask = async (method: string, name: string): Promise<unknown> =>
  (await fetch(`${web}/${name}`, { method })).json();

test('a visit counts once, and the second look is at the cache', async () => {
  deepEqual(await ask('GET', 'ada'), { visits: 0, from: 'database' });
  deepEqual(await ask('POST', 'ada'), { visits: 1, from: 'database' });
  deepEqual(await ask('GET', 'ada'), { visits: 1, from: 'cache' });
  deepEqual(await ask('GET', 'grace'), { visits: 0, from: 'database' });
});
