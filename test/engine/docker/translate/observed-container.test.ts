import type { ContainerInfo } from 'dockerode';
import { describe, expect, it } from 'vitest';
import { observedContainer } from '../../../../src/engine/docker/translate/observed-container.js';

const info: ContainerInfo = {
  Id: 'abc',
  Names: ['/app-db-1/web', '/app-web-1'],
  Image: 'busybox',
  ImageID: 'sha256:1',
  Command: 'sleep 5',
  Created: 1_700_000_000,
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '', PrivatePort: 90, PublicPort: 0, Type: 'udp' },
  ],
  Labels: { a: 'b' },
  State: 'running',
  Status: 'Up 2 seconds (healthy)',
  HostConfig: { NetworkMode: 'app' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

describe('a listed container', () => {
  it('goes by its own name, not by those that links gave it', () => {
    expect(observedContainer(info).name).toBe('app-web-1');
  });

  it('has a host port only where one is published', () => {
    expect(observedContainer(info).ports).toEqual([
      { target: 80, protocol: 'tcp', published: 8080, hostIp: '0.0.0.0' },
      { target: 90, protocol: 'udp' },
    ]);
  });

  it('has the health that its status tells', () => {
    expect(observedContainer(info)).toMatchObject({ state: 'running', health: 'healthy' });
  });
});
