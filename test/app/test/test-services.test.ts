import { expect, it } from 'vitest';
import { servicesToBringUp } from '../../../src/app/test/test-services.js';
import { makeProject } from '../../plan/make-project.js';

const on = (...services: readonly string[]) => ({
  depends_on: Object.fromEntries(
    services.map((service) => [service, { condition: 'service_started' as const, required: true }]),
  ),
});

/** `report` looks at what `tests` has made. */
const project = makeProject({
  db: {},
  web: on('db'),
  worker: {},
  tests: on('web'),
  report: on('tests'),
});
const inContainer = { kind: 'in a container', service: 'tests', command: [] } as const;
const here = { kind: 'on this host', command: 'npm test' } as const;

it('a service is run when everything else is up, except what waits for it', () => {
  expect(
    servicesToBringUp(project, { program: inContainer, services: ['tests'], onlyDependencies: false }),
  ).toEqual(['db', 'web', 'worker']);
});

it('or only what it depends on, directly or not', () => {
  const services = servicesToBringUp(project, {
    program: inContainer,
    services: ['tests'],
    onlyDependencies: true,
  });
  expect([...services].sort()).toEqual(['db', 'web']);
});

it('a program of this machine gets everything, or what is named', () => {
  const everything = { program: here, services: [], onlyDependencies: false };
  expect(servicesToBringUp(project, everything)).toEqual(['db', 'report', 'tests', 'web', 'worker']);
  expect(servicesToBringUp(project, { ...everything, services: ['web'] })).toEqual(['web']);
});
