import { environmentOf } from 'stack/vitest';
import { expect, inject, test } from 'vitest';

const api = environmentOf(inject('stack')).service('api');

test('the API says that it is up', async () => {
  const response = await fetch(`http://${api.address(8080)}/health.json`);
  expect(await response.json()).toEqual({ status: 'up' });
});
