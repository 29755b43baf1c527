import type { LabelFilter } from '../../engine.js';

/** As the engine's `filters` parameter takes it: `key` or `key=value`. */
export function labelFilters(filter: LabelFilter): { label: string[] } {
  const entries = Object.entries(filter);
  return { label: entries.map(([key, value]) => (value === null ? key : `${key}=${value}`)) };
}
