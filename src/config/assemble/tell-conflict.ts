import type { Conflict } from '../merge/merge-documents.js';
import type { Node } from '../node.js';
import type { Assembly } from './assembly.js';

/** Reports what cannot be merged, unless its place was told already. */
export function tellConflict({ report, toldPlaces }: Pick<Assembly, 'report' | 'toldPlaces'>): Conflict {
  return (base, override) => {
    const place = `${override.at.source.path}:${override.at.start}`;
    if (toldPlaces.has(place)) return;
    toldPlaces.add(place);
    report({
      code: 'invalid-type',
      severity: 'error',
      message: `this is ${nameOf(override)}, which cannot be merged with ${nameOf(base)}`,
      at: override.at,
      related: [{ message: 'to be merged with this', at: base.at }],
      help: `write it as ${nameOf(base)}, or mark it with \`!override\` to replace what is there`,
    });
  };
}

function nameOf({ kind }: Node): string {
  switch (kind) {
    case 'mapping':
      return 'a mapping';
    case 'sequence':
      return 'a list';
    case 'scalar':
      return 'a single value';
    default:
      return kind satisfies never;
  }
}
