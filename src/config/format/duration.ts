const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};

const part = /(?:(\d+)(?:\.(\d*))?|\.(\d+))(ns|us|µs|μs|ms|s|m|h|d|w)/y;
/** As much as Go can count. */
const longest = 2n ** 63n - 1n;

/** Nanoseconds of a duration such as `1m30s`, `1.5d` or `0`; undefined if it is not one. */
export function parseDuration(text: string): bigint | undefined {
  const start = /^[-+]/.test(text) ? 1 : 0;
  if (text.slice(start) === '0') return 0n;
  let total = 0n;
  part.lastIndex = start;
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null) return undefined;
    const [, whole = '0', after = '', only = '', unit = ''] = found;
    const fraction = after || only;
    const size = nanoseconds[unit] ?? 0n;
    total += BigInt(whole) * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  if (text.length === start || total > longest) return undefined;
  return text.startsWith('-') ? -total : total;
}

/** As Go prints a duration: `1m30s`, `36h0m0s`, `1.5s`, `250ms`, `0s`. */
export function formatDuration(duration: bigint): string {
  if (duration === 0n) return '0s';
  if (duration < 0n) return `-${formatDuration(-duration)}`;
  const second = 1_000_000_000n;
  if (duration < 1_000n) return `${duration}ns`;
  if (duration < 1_000_000n) return `${decimal(duration, 1_000n)}µs`;
  if (duration < second) return `${decimal(duration, 1_000_000n)}ms`;
  const seconds = decimal(duration % (60n * second), second);
  const minutes = duration / (60n * second);
  if (minutes === 0n) return `${seconds}s`;
  if (minutes < 60n) return `${minutes}m${seconds}s`;
  return `${minutes / 60n}h${minutes % 60n}m${seconds}s`;
}

function decimal(value: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return fraction === '' ? String(value / unit) : `${value / unit}.${fraction}`;
}
