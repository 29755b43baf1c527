import { expect, test } from 'vitest';
import { ServiceColors } from '../../src/report/service-colors.js';

const services = ['api', 'web', 'db', 'cache', 'worker', 'queue', 'mail', 'proxy', 'auth', 'search'];

test('ten services have ten colours', () => {
  const colors = new ServiceColors();
  expect(new Set(services.map((service) => colors.of(service))).size).toBe(10);
});

test('a service has the same colour in every run', () => {
  const first = new ServiceColors();
  const second = new ServiceColors();
  expect(services.map((service) => first.of(service))).toEqual(services.map((service) => second.of(service)));
});

test('more services than colours share them', () => {
  const colors = new ServiceColors();
  const given = Array.from({ length: 50 }, (_, index) => colors.of(`service-${index}`));
  expect(new Set(given).size).toBe(10);
});
