import { describe, expect, test } from 'vitest';
import { painter } from '../../../src/report/style.js';
import { LiveRegion } from '../../../src/report/tty/live-region.js';
import { MemoryOutput } from '../memory-output.js';
import { screenOf } from './screen.js';

const line = (text: string) => [{ text }];

function regionOn(columns: number) {
  const output = new MemoryOutput(columns, 24);
  return { output, region: new LiveRegion(output, painter(false)) };
}

describe('a live region', () => {
  test('a frame takes the place of the one before', () => {
    const { output, region } = regionOn(20);
    output.write('$ stack up\n');
    region.draw([line('one'), line('two'), line('three')]);
    region.draw([line('one'), line('2')]);
    expect(screenOf(output.text)).toEqual(['$ stack up', 'one', '2', '']);
  });

  test('what is written after it was cleared stands in its place', () => {
    const { output, region } = regionOn(20);
    region.draw([line('one'), line('two')]);
    region.clear();
    output.write('done\n');
    expect(screenOf(output.text)).toEqual(['done', '', '']);
  });

  test('a line that stays as it is is not written again', () => {
    const { output, region } = regionOn(20);
    region.draw([line('calm'), line('1')]);
    const before = output.text.length;
    region.draw([line('calm'), line('2')]);
    expect(output.text.slice(before)).not.toContain('calm');
  });

  test('each frame is one write, so that the terminal never shows half of it', () => {
    const { output, region } = regionOn(20);
    let writes = 0;
    const counting = new LiveRegion(
      {
        write: () => {
          writes += 1;
          return true;
        },
      },
      painter(false),
    );
    region.draw([line('one')]);
    counting.draw([line('one'), line('two')]);
    expect(writes).toBe(1);
    expect(output.text).toContain('one');
  });
});
