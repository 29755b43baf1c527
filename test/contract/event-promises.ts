import { describe, expect, it } from 'vitest';
import { actions, type Subject, World } from './world.js';

export function eventPromises(subject: () => Subject): void {
  describe('events', () => {
    it('whatever happens after the subscription is heard, in its order', async () => {
      const world = new World(subject());
      const listening = await world.listen();
      const id = await world.running('web');
      await world.engine.containers.rename(id, world.name('renamed'));
      await world.engine.containers.remove(id);
      const heard = await listening.until(({ action }) => action === 'removed');
      expect(actions(heard)).toEqual(['created', 'started', 'renamed', 'died 137', 'removed']);
      expect(heard[0]).toMatchObject({ id, name: world.name('web'), labels: world.labels });
      expect(heard.at(-1)?.name).toBe(world.name('renamed'));
    });

    it('times are nanoseconds as digits, and never go back', async () => {
      const world = new World(subject());
      const listening = await world.listen();
      await world.engine.containers.remove(await world.running('web'));
      const times = (await listening.until(({ action }) => action === 'removed')).map(
        (event) => event.timeNano,
      );
      expect(times.every((time) => /^\d{19}$/.test(time))).toBe(true);
      expect([...times].sort()).toEqual(times);
    });

    it('a container that is stopped dies and is stopped', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      const listening = await world.listen();
      await world.engine.containers.stop(id, { timeoutSeconds: 0 });
      await world.engine.containers.remove(id);
      const heard = actions(await listening.until(({ action }) => action === 'removed'));
      expect([...heard].sort()).toEqual(['died 137', 'removed', 'stopped']);
      expect(heard.at(-1)).toBe('removed');
    });

    it('a program that ends by itself is heard with its exit code', async () => {
      const world = new World(subject());
      const id = await world.create('job', { exits: 5 });
      const listening = await world.listen();
      await world.engine.containers.start(id);
      const heard = await listening.until(({ action }) => action === 'died');
      expect(actions(heard)).toEqual(['started', 'died 5']);
    });

    it('events of containers without the labels are not heard', async () => {
      const world = new World(subject());
      const listening = await world.listen();
      const other = new World(subject());
      await other.create('other');
      await world.create('web');
      const heard = await listening.until(() => true);
      expect(heard.map(({ name }) => name)).toEqual([world.name('web')]);
    });

    it('a health check that passes is heard, and seen by list and inspect', async () => {
      const world = new World(subject());
      const id = await world.create('web', { health: 'healthy' });
      const listening = await world.listen();
      await world.engine.containers.start(id);
      const heard = await listening.until(({ action }) => action === 'health');
      expect(actions(heard)).toEqual(['started', 'health healthy']);
      expect(await world.engine.containers.inspect(id)).toMatchObject({
        state: 'running',
        health: 'healthy',
      });
      expect(await world.engine.containers.list(world.labels)).toMatchObject([{ health: 'healthy' }]);
    });

    it('a health check that fails is heard, and inspect gives its last probe', async () => {
      const world = new World(subject());
      const id = await world.create('web', { health: 'unhealthy' });
      const listening = await world.listen();
      await world.engine.containers.start(id);
      await listening.until((event) => event.action === 'health' && event.status === 'unhealthy');
      expect(await world.engine.containers.inspect(id)).toMatchObject({
        health: 'unhealthy',
        lastProbe: { exitCode: 1 },
      });
    });

    it('without a health check there is no health', async () => {
      const world = new World(subject());
      const details = await world.engine.containers.inspect(await world.running('web'));
      expect(details).not.toHaveProperty('health');
      expect(details).not.toHaveProperty('lastProbe');
    });

    it('the iteration ends quietly when the signal aborts', async () => {
      const world = new World(subject());
      const controller = new AbortController();
      const events = await world.engine.events(world.labels, { signal: controller.signal });
      const reading = events[Symbol.asyncIterator]().next();
      controller.abort(new Error('enough'));
      expect(await reading).toEqual({ done: true, value: undefined });
    });
  });
}
