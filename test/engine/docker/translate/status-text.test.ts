import { describe, expect, it } from 'vitest';
import { parseStatusText } from '../../../../src/engine/docker/translate/status-text.js';

describe('the status of a listed container', () => {
  it.each([
    ['Up 5 seconds', {}],
    ['Up 5 seconds (healthy)', { health: 'healthy' }],
    ['Up About a minute (unhealthy)', { health: 'unhealthy' }],
    ['Up Less than a second (health: starting)', { health: 'starting' }],
    ['Up 2 hours (Paused)', {}],
    ['Exited (137) 2 minutes ago', { exitCode: 137 }],
    ['Restarting (1) 4 seconds ago', { exitCode: 1 }],
    ['Created', {}],
    ['Removal In Progress', {}],
  ])('%s', (status, expected) => {
    expect(parseStatusText(status)).toEqual(expected);
  });
});
