import type { FileObjectKind } from '../model/container-file.js';
import { type AppliedConfig, withEffect, withFingerprints } from './applied.js';
import { diffAttributes } from './attribute-diff.js';
import type { AttributeChange, Cause } from './plan.js';

/**
 * Attributes of which a container made of one configuration differs from one made of another.
 */
export function changedAttributes(before: AppliedConfig, after: AppliedConfig): readonly AttributeChange[] {
  // A label may be of a version that knew fewer secrets, or other attributes without an effect.
  const { contents: _before, ...attributesBefore } = withFingerprints(withEffect(before));
  const { contents: _after, ...attributesAfter } = withFingerprints(after);
  return withoutRenamed(diffAttributes(attributesBefore, attributesAfter));
}

/** Configs, secrets and mounted paths with other contents; one that is new or gone is a changed attribute. */
export function changedContents(before: AppliedConfig, after: AppliedConfig): readonly Cause[] {
  const [old, current] = [entriesOf(before['contents']), entriesOf(after['contents'])];
  return [...current]
    .filter(([key, fingerprint]) => old.has(key) && old.get(key) !== fingerprint)
    .flatMap(([key]): Cause[] => {
      const [of, ...rest] = key.split('.');
      const name = rest.join('.');
      if (of === 'binds') return [{ kind: 'content-changed', of, name: name.slice(name.indexOf(':') + 1) }];
      return isKind(of) ? [{ kind: 'content-changed', of, name }] : [];
    });
}

/** Limits that have two names; `deploy` wins over the other. */
const names = [
  ['cpus', 'deploy.resources.limits.cpus'],
  ['mem_limit', 'deploy.resources.limits.memory'],
  ['mem_reservation', 'deploy.resources.reservations.memory'],
  ['pids_limit', 'deploy.resources.limits.pids'],
] as const;

/** A limit that goes under its other name is the same limit. */
function withoutRenamed(changes: readonly AttributeChange[]): readonly AttributeChange[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const renamed = new Set<string>();
  for (const [one, other] of names) {
    const [left, right] = [byPath.get(one), byPath.get(other)];
    if (left === undefined || right === undefined) continue;
    if (left.before === right.after && left.after === right.before) renamed.add(one).add(other);
  }
  return changes.filter(({ path }) => !renamed.has(path));
}

const entriesOf = (contents: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof contents === 'object' && contents !== null ? Object.entries(contents) : []);

const isKind = (text: string | undefined): text is FileObjectKind => text === 'configs' || text === 'secrets';
