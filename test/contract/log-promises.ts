import { describe, expect, it } from 'vitest';
import { beginOfRun } from '../../src/app/follow-logs.js';
import type { LogLine } from '../../src/engine/engine.js';
import { type Subject, World } from './world.js';

export function logPromises(subject: () => Subject): void {
  describe('logs', () => {
    it('lines keep their order and their stream, and bear a time', async () => {
      const world = new World(subject());
      const id = await world.create('job', {
        prints: ['one', '', 'drei ü 漢字'],
        printsErrors: ['oh'],
        exits: 0,
      });
      await world.runToEnd(id);
      const lines = await collect(world.engine.containers.logs(id));
      expect(textsOf(lines, 'stdout')).toEqual(['one', '', 'drei ü 漢字']);
      expect(textsOf(lines, 'stderr')).toEqual(['oh']);
      for (const { timestamp } of lines) expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{18}Z$/);
    });

    it('a tail gives the last lines only', async () => {
      const world = new World(subject());
      const id = await world.create('job', { prints: ['one', 'two', 'three'], exits: 0 });
      await world.runToEnd(id);
      const lines = await collect(world.engine.containers.logs(id, { tail: 2 }));
      expect(textsOf(lines, 'stdout')).toEqual(['two', 'three']);
    });

    it('since the begin of a run there is nothing of the one before, whether it is over or not', async () => {
      const world = new World(subject());
      const id = await world.create('job', { prints: ['one'], exits: 0 });
      await world.runToEnd(id);
      const { finishedAt } = await world.engine.containers.inspect(id);
      await world.runToEnd(id);
      const { startedAt } = await world.engine.containers.inspect(id);
      const begin = beginOfRun({ ...(startedAt && { startedAt }), ...(finishedAt && { finishedAt }) }) ?? '';
      const since = await collect(world.engine.containers.logs(id, { since: begin }));
      expect(textsOf(since, 'stdout')).toEqual(['one']);
      expect(textsOf(await collect(world.engine.containers.logs(id)), 'stdout')).toEqual(['one', 'one']);
    });

    it('following ends when the program does', async () => {
      const world = new World(subject());
      const id = await world.running('job', { prints: ['one', 'two'], exits: 0 });
      const lines = await collect(world.engine.containers.logs(id, { follow: true }));
      expect(textsOf(lines, 'stdout')).toEqual(['one', 'two']);
    });

    it('following ends quietly when the signal aborts', async () => {
      const world = new World(subject());
      const id = await world.running('web', { prints: ['ready'] });
      const controller = new AbortController();
      const lines: string[] = [];
      for await (const said of world.engine.containers.logs(id, {
        follow: true,
        signal: controller.signal,
      })) {
        lines.push(...said.map(({ text }) => text));
        controller.abort();
      }
      expect(lines).toEqual(['ready']);
    });

    it('logs of a container that is not there are not-found', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      await world.engine.containers.remove(id);
      await expect(collect(world.engine.containers.logs(id))).rejects.toMatchObject({
        failure: { kind: 'not-found' },
      });
    });
  });
}

async function collect(batches: AsyncIterable<readonly LogLine[]>): Promise<readonly LogLine[]> {
  const collected: LogLine[] = [];
  for await (const lines of batches) collected.push(...lines);
  return collected;
}

function textsOf(lines: readonly LogLine[], stream: LogLine['stream']): readonly string[] {
  return lines.filter((line) => line.stream === stream).map(({ text }) => text);
}
