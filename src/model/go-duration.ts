const nanosecondsPer: Readonly<Record<string, number>> = {
  h: 3_600e9,
  m: 60e9,
  s: 1e9,
  ms: 1e6,
  us: 1e3,
  µs: 1e3,
  ns: 1,
};

/** Nanoseconds of a duration as Go prints it (`1m30s`, `1.5s`, `100ms`). Throws on any other text. */
export function nanoseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) {
    if (duration === '0') return 0;
    throw new RangeError(`not a duration: ${duration}`);
  }
  return Math.round(
    parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (nanosecondsPer[unit] ?? 0), 0),
  );
}

/** Whole seconds, rounded towards zero as docker compose does. */
export function wholeSeconds(duration: string): number {
  return Math.trunc(nanoseconds(duration) / 1e9);
}

/** Microseconds of what is either a number of them or a duration. */
export function microseconds(value: string): number {
  return /^-?\d+$/.test(value) ? Number(value) : Math.trunc(nanoseconds(value) / 1e3);
}

/** As Go prints so many nanoseconds: `1m30s`, `1.5s`, `100ms`. */
export function goDuration(nanos: number): string {
  if (nanos < 1e9) return nanos === 0 ? '0s' : `${nanos / 1e6}ms`;
  const [hours, minutes, seconds] = [
    Math.floor(nanos / 3_600e9),
    Math.floor(nanos / 60e9),
    (nanos % 60e9) / 1e9,
  ];
  if (minutes === 0) return `${seconds}s`;
  return hours === 0 ? `${minutes}m${seconds}s` : `${hours}h${minutes % 60}m${seconds}s`;
}
