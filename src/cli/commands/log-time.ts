const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `10m` (ago), `2026-01-31T12:00:00Z` or seconds since the epoch, as RFC 3339. Undefined when it is none of them.
 *
 * @param nowMs milliseconds since the epoch
 */
export function parseLogTime(text: string, nowMs: number): string | undefined {
  if (/^\d+(\.\d{1,9})?$/.test(text)) return rfc3339(Number(text) * 1000);
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
    const ago = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
      (sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0),
      0,
    );
    return rfc3339(nowMs - ago);
  }
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  // As it is: parts of a millisecond would be lost.
  return /T\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$/.test(text) ? text : rfc3339(time);
}

const rfc3339 = (ms: number): string => new Date(ms).toISOString();
