/** RFC 3339, in UTC, as nanoseconds since the epoch. */
export function nanosecondsOf(time: string): bigint {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  const milliseconds = Date.parse(time.replace(/\.\d+/, ''));
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** The other way round, with all nine digits: such times compare as texts. */
export function rfc3339(nanoseconds: bigint): string {
  const [seconds, fraction] = [nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n];
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${whole}.${String(fraction).padStart(9, '0')}Z`;
}
