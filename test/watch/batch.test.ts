import { describe, expect, it } from 'vitest';
import { rawPath } from '../../src/platform/raw-path.js';
import type { TreeChange } from '../../src/platform/watched-tree/watched-tree.js';
import { Batch } from '../../src/watch/batch.js';

const times = { quiet: 10, longest: 60, gone: 40 };
const file = (path: string): TreeChange => ({ path: rawPath(path), now: 'file' });
const gone = (path: string): TreeChange => ({ path: rawPath(path), now: 'gone', was: 'file' });

describe('a batch', () => {
  it('is due when nothing has come for a while', () => {
    const batch = new Batch(times);
    expect(batch.dueAt()).toBeUndefined();
    batch.add([file('/a')], 100);
    expect(batch.dueAt()).toBe(110);
    batch.add([file('/b')], 105);
    expect(batch.dueAt()).toBe(115);
  });

  it('is not put off for ever by what keeps coming', () => {
    const batch = new Batch(times);
    for (let now = 100; now < 200; now += 5) batch.add([file('/a')], now);
    expect(batch.dueAt()).toBe(160);
  });

  it('has every path once, as it was last', () => {
    const batch = new Batch(times);
    batch.add([file('/a'), gone('/b')], 100);
    batch.add([file('/b')], 101);
    expect(batch.take()).toEqual([file('/a'), file('/b')]);
    expect(batch.take()).toEqual([]);
    expect(batch.dueAt()).toBeUndefined();
  });

  it('waits longer before it believes that something is gone, and no longer when it is back', () => {
    const batch = new Batch(times);
    batch.add([gone('/a')], 100);
    expect(batch.dueAt()).toBe(140);
    batch.add([file('/a')], 104);
    expect(batch.dueAt()).toBe(114);
  });

  it('does not begin anew with nothing', () => {
    const batch = new Batch(times);
    batch.add([file('/a')], 100);
    batch.add([], 105);
    expect(batch.dueAt()).toBe(110);
  });
});
