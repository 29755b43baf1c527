import { up } from 'stack';
import { expect, test } from 'vitest';

test('a test that spoils its environment has one of its own', async () => {
  await using env = await up({ isolated: true });
  const api = env.service('api');
  await api.exec(['rm', '/www/health.json']);
  expect((await fetch(`http://${api.address(8080)}/health.json`)).status).toBe(404);
}, 60_000);
