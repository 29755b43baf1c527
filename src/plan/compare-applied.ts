import type { FileObjectKind } from '../model/container-file.js';
import { type AppliedConfig, withFingerprints } from './applied.js';
import { diffAttributes } from './attribute-diff.js';
import type { Cause } from './plan.js';

/** Why a container made of one configuration does not do for another; empty when it does. */
export function compareApplied(before: AppliedConfig, after: AppliedConfig): readonly Cause[] {
  // A version that knew fewer secrets may have written it.
  const { contents: contentsBefore, ...attributesBefore } = withFingerprints(before);
  const { contents: contentsAfter, ...attributesAfter } = withFingerprints(after);
  const changes = diffAttributes(attributesBefore, attributesAfter);
  return [
    ...(changes.length === 0 ? [] : [{ kind: 'changed', changes } as const]),
    ...changedContents(contentsBefore, contentsAfter),
  ];
}

/** Only what both have: a config that is new or gone is a changed attribute. */
function changedContents(before: unknown, after: unknown): Cause[] {
  const [old, current] = [entriesOf(before), entriesOf(after)];
  return [...current]
    .filter(([key, fingerprint]) => old.has(key) && old.get(key) !== fingerprint)
    .flatMap(([key]) => {
      const [of, ...name] = key.split('.');
      return isKind(of) ? [{ kind: 'content-changed', of, name: name.join('.') } as const] : [];
    });
}

const entriesOf = (contents: unknown): ReadonlyMap<string, unknown> =>
  new Map(typeof contents === 'object' && contents !== null ? Object.entries(contents) : []);

const isKind = (text: string | undefined): text is FileObjectKind => text === 'configs' || text === 'secrets';
