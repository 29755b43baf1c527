const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `10m` (ago), `2026-01-31T12:00:00Z` or seconds since the epoch, as the seconds since the epoch that the engine
 * takes. Undefined when it is none of them.
 *
 * @param nowMs milliseconds since the epoch
 */
export function parseLogTime(text: string, nowMs: number): string | undefined {
  if (/^\d+(\.\d{1,9})?$/.test(text)) return text;
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
    const ago = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
      (sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0),
      0,
    );
    return ((nowMs - ago) / 1000).toFixed(3);
  }
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : (time / 1000).toFixed(3);
}
