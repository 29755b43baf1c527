import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/engine/docker/failures/failure-of.js';

const owner = '83c2440a4ac417a24d8159c0d88e69a4657f07cdd4b866914887c73ce9b4ca2d';
const endpoint = 'driver failed programming external connectivity on endpoint web-1 (a6baaa6b)';

describe('a refusal of the engine', () => {
  it.each([
    // Docker 20.10 and 28.5, in the engine's words.
    [500, `${endpoint}: Bind for 0.0.0.0:8080 failed: port is already allocated`, '0.0.0.0', 8080],
    [500, `${endpoint}: Bind for :::8080 failed: port is already allocated`, '::', 8080],
    [500, `${endpoint}: Bind for [::]:8080 failed: port is already allocated`, '::', 8080],
    [
      500,
      `${endpoint}: Error starting userland proxy: listen tcp4 127.0.0.1:81: bind: address already in use`,
      '127.0.0.1',
      81,
    ],
    [
      500,
      `failed to set up container networking: ${endpoint}: failed to bind host port for 0.0.0.0:81:172.18.86.3:80/tcp: address already in use`,
      '0.0.0.0',
      81,
    ],
  ])('%i %s is about a port', (status, message, hostIp, port) => {
    expect(failureOf(status, message)).toEqual({ kind: 'port-in-use', hostIp, port });
  });

  it.each([
    [
      409,
      `Conflict. The container name "/web" is already in use by container "${owner}". You have to remove it.`,
      { kind: 'name-conflict', name: 'web', ownerId: owner },
    ],
    [409, 'network with name app_default already exists', { kind: 'name-conflict', name: 'app_default' }],
    [404, 'No such image: nosuch:1', { kind: 'image-not-found', image: 'nosuch:1' }],
    [
      404,
      "pull access denied for nosuch, repository does not exist or may require 'docker login'",
      { kind: 'image-not-found', image: 'nosuch' },
    ],
    [
      500,
      'manifest for busybox:9 not found: manifest unknown',
      { kind: 'image-not-found', image: 'busybox:9' },
    ],
    [500, 'unauthorized: incorrect username or password', { kind: 'unauthorized' }],
    [403, 'error while removing network: network app has active endpoints', { kind: 'in-use' }],
    [409, 'remove data: volume is in use - [235cecd1]', { kind: 'in-use' }],
    [
      409,
      'conflict: unable to remove it (must force) - container 83c2 is using its referenced image c2d4',
      { kind: 'in-use' },
    ],
    [404, 'network app not found', { kind: 'not-found' }],
    [409, 'container 235cecd1 is not running', { kind: 'conflict' }],
    [400, 'Minimum memory limit allowed is 6MB', { kind: 'invalid-request' }],
    [500, 'something else', { kind: 'server-error', status: 500 }],
  ])('%i %s is understood', (status, message, expected) => {
    expect(failureOf(status, message)).toEqual(expected);
  });
});
