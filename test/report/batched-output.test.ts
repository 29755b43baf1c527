import { expect, it } from 'vitest';
import { batchOutputs } from '../../src/report/batched-output.js';

function outputs() {
  const written: string[] = [];
  const later: (() => void)[] = [];
  const output = (name: string) => ({
    write: (text: string) => {
      written.push(`${name} ${text}`);
      return true;
    },
  });
  const batched = batchOutputs({ stdout: output('out'), stderr: output('err') }, (run) => later.push(run));
  return { ...batched, written, next: () => later.shift()?.() };
}

it('writes what comes at once in one go, when what goes on is done', () => {
  const { stdout, written, next } = outputs();
  stdout.write('a\n');
  stdout.write('b\n');
  expect(written).toEqual([]);
  next();
  expect(written).toEqual(['out a\nb\n']);
  next();
  expect(written).toHaveLength(1);
});

it('keeps the order of what goes to both outputs', () => {
  const { stdout, stderr, written, flush } = outputs();
  stdout.write('1');
  stderr.write('2');
  stderr.write('3');
  stdout.write('4');
  flush();
  expect(written).toEqual(['out 1', 'err 23', 'out 4']);
});

it('does not gather more than is worth it', () => {
  const { stdout, written } = outputs();
  stdout.write('x'.repeat(70_000));
  expect(written).toHaveLength(1);
});
