import { describe, expect, it, onTestFinished } from 'vitest';
import type { LockClaim } from '../../src/engine/engine.js';
import { type Subject, World } from './world.js';

export function lockPromises(subject: () => Subject): void {
  describe('locks', () => {
    it('whoever comes second is told who holds the lock, until it is given back', async () => {
      const world = new World(subject());
      const first = await claim(world, 'lock', 'the first');
      const second = await claim(world, 'lock', 'the second');
      expect(await first.attempt()).toEqual({ kind: 'acquired' });
      expect(await second.attempt()).toMatchObject({
        kind: 'held',
        by: 'the first',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      });
      await first.release();
      expect(await second.attempt()).toEqual({ kind: 'acquired' });
    });

    it('trying again what is held already changes nothing', async () => {
      const world = new World(subject());
      const only = await claim(world, 'lock');
      await only.attempt();
      expect(await only.attempt()).toEqual({ kind: 'acquired' });
      expect(only.lost.aborted).toBe(false);
    });

    it('of many at once exactly one gets it', async () => {
      const world = new World(subject());
      const claims = await Promise.all([1, 2, 3, 4, 5, 6].map(() => claim(world, 'lock')));
      const attempts = await Promise.all(claims.map((one) => one.attempt()));
      expect(attempts.filter(({ kind }) => kind === 'acquired')).toHaveLength(1);
    });

    it('a claim that is given up before its turn leaves the lock with its holder', async () => {
      const world = new World(subject());
      const holder = await claim(world, 'lock');
      await holder.attempt();
      const other = await claim(world, 'lock');
      await other.attempt();
      await other.release();
      expect(await (await claim(world, 'lock')).attempt()).toMatchObject({ kind: 'held' });
    });

    it('locks of two names have nothing to do with each other', async () => {
      const world = new World(subject());
      expect(await (await claim(world, 'one')).attempt()).toEqual({ kind: 'acquired' });
      expect(await (await claim(world, 'other')).attempt()).toEqual({ kind: 'acquired' });
    });
  });
}

async function claim(world: World, what: string, holder = 'somebody'): Promise<LockClaim> {
  const claimed = await world.engine.locks.claim({ name: world.name(what), holder });
  if (claimed === undefined) throw new Error('the engine has no locks');
  onTestFinished(() => claimed.release());
  return claimed;
}
