import { expect, it } from 'vitest';
import { OutputTail } from '../../../src/app/test/output-tail.js';

const bytes = (text: string) => ({ stream: 'stdout', bytes: new TextEncoder().encode(text) }) as const;

it('what is short is kept as it was said', () => {
  const tail = new OutputTail();
  tail.add(bytes('one\n'));
  tail.add(bytes('two\n'));
  expect(tail.text()).toBe('one\ntwo\n');
});

it('of what is long the end is kept', () => {
  const tail = new OutputTail();
  for (let number = 0; number < 100_000; number += 1) tail.add(bytes(`line ${number}\n`));
  expect(tail.text()).toHaveLength(256 * 1024);
  expect(tail.text().endsWith('line 99998\nline 99999\n')).toBe(true);
});
