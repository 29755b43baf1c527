import type { AttributeChange } from './plan.js';

/** Values come as JSON text, so that strings have their quotes and a line end cannot break the line. */
export function describeChange({ path, before, after, masked }: AttributeChange): string {
  if (masked && before !== undefined && after !== undefined) return `${path}: changed (hidden)`;
  if (masked) return `${path}: ${after === undefined ? 'removed' : 'added'} (hidden)`;
  return `${path}: ${shorten(before ?? 'not set')} → ${shorten(after ?? 'not set')}`;
}

const longestValue = 72;

const shorten = (text: string): string => {
  const letters = [...text];
  return letters.length <= longestValue ? text : `${letters.slice(0, longestValue - 1).join('')}…`;
};
