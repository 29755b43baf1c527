import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/app/outcome.js';
import { BuildLane } from '../../../src/app/watch/build-lane.js';
import { ChangeLane } from '../../../src/app/watch/change-lane.js';
import { rawPath } from '../../../src/platform/raw-path.js';

/** Builds that end when they are told to, or are given up. */
function builds() {
  const log: string[] = [];
  const open: { readonly services: readonly string[]; end(outcome: Outcome): void }[] = [];
  const lane = new BuildLane(
    {
      onBegin: (services, paths, again) => log.push(`begin ${services} ${paths}${again ? ' again' : ''}`),
      build: (services, signal) =>
        new Promise((resolve) => {
          open.push({ services, end: resolve });
          signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
        }),
      onBuilt: (services, paths) => {
        log.push(`built ${services} ${paths}`);
        return Promise.resolve();
      },
      onFailed: (services) => log.push(`failed ${services}`),
      fail: (error) => log.push(String(error)),
    },
    new AbortController().signal,
    () => 0,
  );
  const turn = async () => {
    for (let time = 0; time < 3; time += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const want = async (service: string, path: string) => {
    lane.want(service, [rawPath(path)]);
    await turn();
  };
  const end = async (outcome: Outcome) => {
    open.at(-1)?.end(outcome);
    await turn();
  };
  return { log, want, end };
}

describe('builds of a watch', () => {
  it('are given up and begun anew when their files change again, with all that changed', async () => {
    const { log, want, end } = builds();
    await want('web', '/a');
    await want('web', '/b');
    await end({ kind: 'succeeded', value: undefined });
    expect(log).toEqual(['begin web /a', 'begin web /a,/b again', 'built web /a,/b']);
  });

  it('of services that are asked for at once are made at once', async () => {
    const { log, want, end } = builds();
    await Promise.all([want('web', '/a'), want('api', '/a')]);
    await end({ kind: 'succeeded', value: undefined });
    expect(log).toEqual(['begin api,web /a', 'built api,web /a']);
  });

  it('of other services wait for the one that is under way, and are then made at once', async () => {
    const { log, want, end } = builds();
    await want('web', '/a');
    await want('api', '/b');
    await want('db', '/c');
    await end({ kind: 'failed' });
    await end({ kind: 'succeeded', value: undefined });
    expect(log).toEqual(['begin web /a', 'failed web', 'begin api,db /b,/c', 'built api,db /b,/c']);
  });
});

describe('changes of containers by a watch', () => {
  it('come one after the other, and what waits already is not done twice', async () => {
    const lane = new ChangeLane(new AbortController().signal);
    const done: string[] = [];
    const change = (name: string) =>
      lane.do(name, async () => {
        done.push(`begin ${name}`);
        await new Promise((resolve) => setImmediate(resolve));
        done.push(`end ${name}`);
      });
    const first = change('restart');
    await Promise.resolve();
    const [second, third] = [change('restart'), change('restart')];
    await Promise.all([first, second, third]);
    expect(done).toEqual(['begin restart', 'end restart', 'begin restart', 'end restart']);
  });

  it('are not begun when everything has ended', async () => {
    const end = new AbortController();
    const lane = new ChangeLane(end.signal);
    end.abort();
    await lane.do('restart', () => Promise.reject(new Error('begun')));
  });
});
