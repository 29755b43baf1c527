/** Seconds that each run took; the runs of one index were made one after the other. */
export interface Runs {
  readonly compose: readonly number[];
  readonly stack: readonly number[];
  readonly floor?: readonly number[];
}

export const header = ['', 'docker compose', 'stack', 'floor', 'stack / docker compose', 'stack / floor'];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [upper = Number.NaN, lower = upper] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (lower + upper) / 2;
}

/** The median of the ratios of neighbours: a machine that slows down for a while slows both. */
export function ratio(ours: readonly number[], others: readonly number[]): number {
  return median(ours.map((value, index) => value / (others[index] ?? Number.NaN)));
}

/** Cells of a row below `header`. */
export function row(
  name: string,
  { compose, stack, floor }: Runs,
  targets: { readonly compose?: number; readonly floor?: number } = {},
): readonly string[] {
  return [
    name,
    seconds(median(compose)),
    seconds(median(stack)),
    floor === undefined ? '' : seconds(median(floor)),
    judged(ratio(stack, compose), targets.compose),
    floor === undefined ? '' : judged(ratio(stack, floor), targets.floor),
  ];
}

export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

const seconds = (value: number): string => `${value.toFixed(2)} s`;

function judged(value: number, target: number | undefined): string {
  const shown = value.toFixed(2);
  if (target === undefined) return shown;
  return value <= target ? `${shown} (≤ ${target} met)` : `${shown} (≤ ${target} missed)`;
}
