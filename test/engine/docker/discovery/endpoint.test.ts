import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../../src/engine/docker/discovery/endpoint.js';

describe('an engine address', () => {
  it.each([
    ['unix:///run/docker.sock', { kind: 'socket', path: '/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' }],
    ['tcp://10.0.0.1', { kind: 'tcp', host: '10.0.0.1', port: 2375 }],
    ['tcp://[::1]:99', { kind: 'tcp', host: '::1', port: 99 }],
    ['box:1234', { kind: 'tcp', host: 'box', port: 1234 }],
    ['https://box', { kind: 'tcp', host: 'box', port: 2376, tls: { verify: true } }],
  ])('%s is understood', (address, expected) => {
    expect(parseEndpoint(address)).toEqual({ address, ...expected });
  });

  it('takes the port for TLS when certificates are given', () => {
    expect(parseEndpoint('tcp://box', { verify: true })).toMatchObject({ port: 2376, tls: { verify: true } });
  });

  it.each(['', 'unix://', 'ftp://box', 'tcp://', 'ssh://-oProxyCommand=x', 'ssh://user:secret@box'])(
    '%j is not an address',
    (address) => {
      expect(parseEndpoint(address)).toBeUndefined();
    },
  );

  it('reaches an ssh host the way the docker CLI does', () => {
    expect(parseEndpoint('ssh://me@box:2222')).toMatchObject({
      kind: 'ssh',
      arguments: ['-T', '-l', 'me', '-p', '2222', '--', 'box', 'docker', 'system', 'dial-stdio'],
    });
  });

  it('quotes the socket of an ssh address for the shell at the other end', () => {
    const endpoint = parseEndpoint("ssh://box/run/it's.sock");
    expect(endpoint).toMatchObject({ arguments: expect.arrayContaining(["'unix:///run/it'\\''s.sock'"]) });
  });
});
