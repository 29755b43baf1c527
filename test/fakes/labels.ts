import type { LabelFilter } from '../../src/engine/engine.js';

export function matchesLabels(labels: Readonly<Record<string, string>>, filter: LabelFilter): boolean {
  return Object.entries(filter).every(([key, value]) =>
    value === null ? key in labels : labels[key] === value,
  );
}
