import { expect, it } from 'vitest';
import { oneoffService } from '../../src/app/oneoff-service.js';
import type { Service } from '../../src/model/project.js';
import { makeProject } from '../plan/make-project.js';

const web = (attributes: Partial<Service>): Service => {
  const service = makeProject({ web: attributes }).services['web'];
  if (service === undefined) throw new Error('no service');
  return service;
};
const changes = { command: [], servicePorts: false, interactive: false, tty: false, parts: {} };
const port = { target: 80, protocol: 'tcp', mode: 'ingress' } as const;

it('has no name, no ports and no restarts of its service', () => {
  const service = web({ container_name: 'fixed', ports: [port], restart: 'always', tty: true });
  const oneoff = oneoffService(service, changes);
  expect(oneoff).toMatchObject({ name: 'web', restart: 'no' });
  expect(oneoff).not.toHaveProperty('container_name');
  expect(oneoff).not.toHaveProperty('ports');
  expect(oneoff).not.toHaveProperty('tty');
  expect(oneoffService(service, { ...changes, servicePorts: true }).ports).toEqual([port]);
});

it('takes the command of the service only for its own entrypoint', () => {
  const service = web({ command: ['serve'], entrypoint: ['start'] });
  expect(oneoffService(service, changes)).toMatchObject({ command: ['serve'], entrypoint: ['start'] });
  expect(oneoffService(service, { ...changes, command: ['test'] })).toMatchObject({ command: ['test'] });
  expect(oneoffService(service, { ...changes, parts: { entrypoint: ['sh'] } })).toMatchObject({
    command: null,
    entrypoint: ['sh'],
  });
});

it('puts what is asked for over what the service says', () => {
  const service = web({
    environment: { A: '1', B: '2' },
    volumes: [{ type: 'volume', target: '/data' }],
    cap_add: ['NET_ADMIN'],
  });
  const parts = {
    environment: { A: '3', B: null },
    volumes: [{ type: 'bind' as const, source: '/tmp', target: '/data' }],
    cap_drop: ['NET_ADMIN'],
  };
  expect(oneoffService(service, { ...changes, parts })).toMatchObject({
    environment: { A: '3', B: '2' },
    volumes: [{ type: 'bind', source: '/tmp', target: '/data' }],
    cap_drop: ['NET_ADMIN'],
  });
  expect(oneoffService(service, { ...changes, parts })).not.toHaveProperty('cap_add');
});
