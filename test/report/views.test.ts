import { expect, it } from 'vitest';
import type { PublishedPort, UsageLook } from '../../src/events/answer.js';
import { containerId } from '../../src/model/names.js';
import { eventJson, eventLine } from '../../src/report/event-log-text.js';
import { renderPortsEnv } from '../../src/report/ports-text.js';
import { statsView } from '../../src/report/stats-view.js';
import { goSize } from '../../src/report/units.js';
import { makeProject, running } from '../plan/make-project.js';

const project = makeProject({ 'my-web': {} });
const published = (number: number, hostIp: string, port: number): PublishedPort => ({
  container: running(project, 'my-web', { number }),
  target: 80,
  protocol: 'tcp',
  published: port,
  hostIp,
});

it('variables of ports have names that shells take and addresses that can be connected to', () => {
  const ports = [
    published(1, '0.0.0.0', 8080),
    published(1, '::', 8080),
    published(2, '10.0.0.1', 8081),
    published(3, '::', 8082),
  ];
  expect(renderPortsEnv(ports)).toBe(
    ['MY_WEB_80_TCP=127.0.0.1:8080', 'MY_WEB_2_80_TCP=10.0.0.1:8081', 'MY_WEB_3_80_TCP=[::1]:8082', ''].join(
      '\n',
    ),
  );
});

it.each([
  [0, 3, 1000, '0B'],
  [999, 3, 1000, '999B'],
  [3_964_614, 3, 1000, '3.96MB'],
  [640 * 1024, 4, 1024, '640KiB'],
  [25_276_510_208, 4, 1024, '23.54GiB'],
] as const)('%d bytes are shown with %d digits to the base %d as %s', (bytes, digits, base, text) => {
  expect(goSize(bytes, digits, base)).toBe(text);
});

it('an event keeps what the engine says of it, without the labels that say whose it is', () => {
  const entry = {
    id: containerId('abc'),
    action: 'start',
    attributes: { name: 'a-1', 'com.docker.compose.service': 'a', 'dev.stack.applied': '{}', x: 'y' },
    timeNano: '1767225600120000000',
  };
  expect(JSON.parse(eventJson(entry))).toEqual({
    action: 'start',
    attributes: { name: 'a-1', x: 'y' },
    id: 'abc',
    service: 'a',
    time: '2026-01-01T00:00:00.12Z',
    type: 'container',
  });
  expect(eventLine(entry)).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.120000 container start abc \(name=a-1, x=y\)\n$/,
  );
});

it('a container of which nothing was heard has dashes in the place of figures', () => {
  const look: UsageLook = { container: running(project, 'my-web') };
  expect(statsView(false).row(look)).toMatchObject({ CPUPerc: '--', MemUsage: '-- / --', PIDs: '--' });
});
