/** One item to a line, each with its line end. */
export const lines = (items: Iterable<string>): string => [...items].map((item) => `${item}\n`).join('');
