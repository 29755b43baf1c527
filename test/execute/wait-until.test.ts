import { describe, expect, it } from 'vitest';
import type { ContainerDetails } from '../../src/engine/engine.js';
import { explainExitCode } from '../../src/execute/exit-code.js';
import { judge } from '../../src/execute/wait-until.js';
import { containerId } from '../../src/model/names.js';

const container = (parts: Partial<ContainerDetails>): ContainerDetails => ({
  networks: [],
  addresses: [],
  published: [],
  id: containerId('a'),
  name: 'app-web-1',
  state: 'running',
  exitCode: 0,
  outOfMemory: false,
  error: '',
  restartCount: 0,
  tty: false,
  stdinOpen: false,
  user: '',
  ...parts,
});

const outcome = (parts: Partial<ContainerDetails>, until: 'healthy' | 'completed' | 'settled'): string => {
  const verdict = judge(container(parts), { until, isMonitored: false });
  return verdict.kind === 'failed' ? verdict.reason : verdict.kind;
};

describe('a look at a container says', () => {
  it.each([
    [{ health: 'starting' }, 'healthy', 'pending'],
    [{ health: 'healthy' }, 'healthy', 'reached'],
    [{ health: 'unhealthy' }, 'healthy', 'unhealthy'],
    [{}, 'healthy', 'no-health-check'],
    [{ state: 'exited' }, 'healthy', 'exited'],
    [{ state: 'created' }, 'healthy', 'pending'],
    [{}, 'completed', 'pending'],
    [{ health: 'healthy' }, 'completed', 'pending'],
    [{ state: 'exited' }, 'completed', 'reached'],
    [{ state: 'exited', exitCode: 1 }, 'completed', 'exited'],
    [{}, 'settled', 'settling'],
    [{ health: 'starting' }, 'settled', 'pending'],
    [{ health: 'healthy' }, 'settled', 'reached'],
    [{ state: 'exited' }, 'settled', 'reached'],
    [{ state: 'exited', exitCode: 1 }, 'settled', 'exited'],
    [{ state: 'dead' }, 'settled', 'exited'],
    [{ state: 'restarting', restartCount: 1 }, 'settled', 'pending'],
    [{ state: 'restarting', restartCount: 3 }, 'settled', 'crash-loop'],
  ] as const)('%j, waited for until %s: %s', (parts, until, expected) => {
    expect(outcome(parts, until)).toBe(expected);
  });
});

describe('an exit code is explained', () => {
  it.each([
    [137, false, 'SIGKILL'],
    [143, false, 'SIGTERM'],
    [137, true, 'memory'],
    [127, false, 'not found'],
  ] as const)('%i (out of memory: %s) by %s', (code, outOfMemory, word) => {
    expect(explainExitCode(code, outOfMemory)).toContain(word);
  });

  it('only where it has a common meaning', () => {
    expect(explainExitCode(3, false)).toBeUndefined();
  });
});
