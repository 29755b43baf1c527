import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reorderWindow } from '../../src/app/reorder-window.js';
import type { StackEvent } from '../../src/events/event.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const container = { name: 'app-web-1', service: 'web', number: 1 };
const line = (second: number, text: string): StackEvent => ({
  type: 'log',
  container,
  line: { stream: 'stdout', timestamp: `2026-01-01T00:00:0${second}.000000000Z`, text },
});
const words = (events: readonly StackEvent[]) =>
  events.map((event) => (event.type === 'log' ? event.line.text : event.type));

it('tells lines that come at almost the same time in the order in which they were written', () => {
  const told: StackEvent[] = [];
  const { emit } = reorderWindow((event) => told.push(event));
  emit(line(2, 'second'));
  emit(line(1, 'first'));
  emit(line(2, 'also second'));
  expect(told).toEqual([]);
  vi.runAllTimers();
  expect(words(told)).toEqual(['first', 'second', 'also second']);
});

it('tells everything else after what was said before it, and the rest when it is over', () => {
  const told: StackEvent[] = [];
  const { emit, flush } = reorderWindow((event) => told.push(event));
  emit(line(1, 'last words'));
  emit({ type: 'container-exited', container, exitCode: 0, restarting: false });
  emit(line(2, 'others'));
  flush();
  expect(words(told)).toEqual(['last words', 'container-exited', 'others']);
  vi.runAllTimers();
  expect(told).toHaveLength(3);
});
