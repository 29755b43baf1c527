import { describe, expect, it } from 'vitest';
import { type CallName, callRules, retryAfterMs } from '../../src/engine/call-rules.js';
import type { EngineFailure } from '../../src/engine/engine-error.js';

const calls = Object.keys(callRules).filter((name): name is CallName => name in callRules);
const first = (call: CallName, failure: EngineFailure): boolean =>
  retryAfterMs({ call, failure, tries: 1, elapsedMs: 0 }) !== undefined;
const madeAgain = (failure: EngineFailure): readonly string[] => calls.filter((call) => first(call, failure));

describe('what is asked of the engine again', () => {
  it('after an answer that never came: only what does the same when it is done twice', () => {
    expect(madeAgain({ kind: 'connection-lost' })).toEqual([
      'version',
      'info',
      'events',
      'containers.list',
      'containers.inspect',
      'containers.describe',
      'containers.compare',
      'containers.update',
      'containers.stop',
      'containers.remove',
      'containers.putFiles',
      'containers.statPath',
      'containers.removePaths',
      'containers.changedPaths',
      'containers.top',
      'networks.list',
      'networks.find',
      'networks.remove',
      'volumes.list',
      'volumes.find',
      'volumes.create',
      'volumes.remove',
      'images.find',
      'images.list',
      'images.pin',
      'images.inspect',
      'images.pull',
      'images.push',
      'images.check',
      'images.remove',
      'locks.claim',
      'lock.attempt',
    ]);
  });

  it('when nothing listened, everything that is one request', () => {
    const unreachable = { kind: 'unreachable', tried: [] } as const;
    expect(calls.filter((call) => !first(call, unreachable))).toEqual([
      'containers.exec',
      'containers.putArchive',
      'containers.converse',
      'containers.execDetached',
    ]);
  });

  it('after a failure of the engine itself, only what changes nothing, a few times', () => {
    const failure = { kind: 'server-error', status: 503 } as const;
    expect(madeAgain(failure)).toEqual([
      'version',
      'info',
      'events',
      'containers.list',
      'containers.inspect',
      'containers.describe',
      'containers.compare',
      'containers.statPath',
      'containers.changedPaths',
      'containers.top',
      'networks.list',
      'networks.find',
      'volumes.list',
      'volumes.find',
      'images.find',
      'images.list',
      'images.pin',
      'images.inspect',
      'images.pull',
      'images.push',
      'images.check',
    ]);
    const delays = [1, 2, 3, 4].map((tries) =>
      retryAfterMs({ call: 'containers.list', failure, tries, elapsedMs: 0 }),
    );
    expect(delays).toEqual([400, 800, 1600, undefined]);
  });

  it('a start whose port is held by nobody that is known, for two seconds', () => {
    const failure = { kind: 'port-in-use', hostIp: '', port: 80 } as const;
    expect(madeAgain(failure)).toEqual(['containers.start', 'containers.restart']);
    const late = { call: 'containers.start', failure, tries: 9, elapsedMs: 2000 } as const;
    expect(retryAfterMs(late)).toBeUndefined();
    expect(madeAgain({ ...failure, owner: 'other' })).toEqual([]);
  });

  it('nothing that the engine has understood and refused', () => {
    const refusals: readonly EngineFailure[] = [
      { kind: 'not-found' },
      { kind: 'conflict' },
      { kind: 'invalid-request' },
      { kind: 'name-conflict', name: 'x' },
      { kind: 'in-use' },
      { kind: 'unauthorized' },
      { kind: 'image-not-found', image: 'x' },
      { kind: 'server-error', status: 499 },
      { kind: 'no-answer' },
    ];
    expect(refusals.flatMap(madeAgain)).toEqual([]);
  });

  it('an engine that is away is given up after a minute', () => {
    const failure = { kind: 'unreachable', tried: [] } as const;
    const at = (elapsedMs: number) => retryAfterMs({ call: 'containers.list', failure, tries: 9, elapsedMs });
    expect([at(59_000), at(60_000)]).toEqual([2000, undefined]);
  });
});
