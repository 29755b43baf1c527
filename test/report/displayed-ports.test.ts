import { describe, expect, test } from 'vitest';
import type { ObservedPort } from '../../src/model/observed.js';
import { displayedPorts } from '../../src/report/displayed-ports.js';

const everywhere = (target: number, published: number, protocol = 'tcp'): ObservedPort[] => [
  { target, published, protocol, hostIp: '0.0.0.0' },
  { target, published, protocol, hostIp: '::' },
];

// What docker compose 2.40.3 printed for containers with these ports.
describe('ports as docker shows them', () => {
  test('mapped ports come after those that are only exposed', () => {
    const ports = [
      { target: 80, published: 18099, protocol: 'tcp', hostIp: '127.0.0.1' },
      ...everywhere(81, 18098, 'udp'),
      ...everywhere(82, 32768),
      { target: 9000, protocol: 'tcp' },
    ];
    expect(displayedPorts(ports)).toBe(
      '9000/tcp, 127.0.0.1:18099->80/tcp, 0.0.0.0:18098->81/udp, [::]:18098->81/udp, 0.0.0.0:32768->82/tcp, [::]:32768->82/tcp',
    );
  });

  test('neighbours that keep their number come as a range', () => {
    const ports = [8000, 8001, 8002].flatMap((port) => everywhere(port, port));
    expect(displayedPorts(ports)).toBe('0.0.0.0:8000-8002->8000-8002/tcp, [::]:8000-8002->8000-8002/tcp');
  });

  test('exposed neighbours come as a range that a gap ends', () => {
    const ports = [9003, 9001, 9000].map((target) => ({ target, protocol: 'tcp' }));
    expect(displayedPorts(ports)).toBe('9000-9001/tcp, 9003/tcp');
  });
});
