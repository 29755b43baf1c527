/** `1 container`, `2 containers`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The same of several kinds of things, without those that there are none of. */
export const countedParts = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .flatMap(([noun, count]) => (count === 0 ? [] : [counted(count, noun)]))
    .join(', ');
