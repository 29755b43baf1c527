/** The same keys with other values. */
export const mapValues = <Value, Result>(
  entries: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, map(value)]));
