const hour = 3_600_000;
const day = 24 * hour;
const unit: Readonly<Record<string, number>> = { w: 7 * day, d: day, h: hour, m: 60_000, s: 1000 };

/**
 * Milliseconds after which a policy (`daily`, `weekly`, `every_1d12h`) has an image looked for in its registry again;
 * undefined for any other policy.
 */
export function refreshAfter(policy: string | undefined): number | undefined {
  if (policy === 'daily') return day;
  if (policy === 'weekly') return 7 * day;
  if (policy?.startsWith('every_') !== true) return undefined;
  return [...policy.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, name = '']) => sum + Number(count) * (unit[name] ?? 0),
    0,
  );
}
