import { canonicalJson } from '../model/canonical-json.js';
import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { type AppliedConfig, decodeApplied, encodeApplied, withEffect } from './applied.js';
import { effectOf, isChangeable } from './attribute-effects.js';
import { changedAttributes, changedContents } from './compare-applied.js';
import type { AttributeChange, Cause } from './plan.js';
import type { ComparedConfigs } from './words-of-files.js';

/** What a container is to be made of, in the forms in which containers tell what they were made of. */
export interface ContainerMake {
  readonly config: AppliedConfig;
  /** As docker compose computes it, for containers that it made. Asked for only where there is one. */
  readonly hash: () => string;
  /** What a closer look showed; absent: there was no reason for one. */
  readonly compared: (container: ObservedContainer) => ComparedConfigs | undefined;
  /** Whether it was changed since it was made, so that its labels do not tell all. */
  readonly wasUpdated: (container: ObservedContainer) => boolean;
}

export interface ContainerDifferences {
  readonly changes: readonly AttributeChange[];
  readonly contents: readonly Cause[];
  /** Nothing tells what it was made of. */
  readonly isUnknown: boolean;
  /** Settings by network, as they are and as they are to be. */
  readonly networks: { readonly before: NetworkSettings; readonly after: NetworkSettings };
}

export type NetworkSettings = Readonly<Record<string, unknown>>;

/** What makes a container another one than the files ask for. The state and the image of it are not looked at. */
export function differencesOf(container: ObservedContainer, made: ContainerMake): ContainerDifferences {
  const compared = made.compared(container);
  const same = { told: made.config, asked: made.config };
  // Nearly all containers are as they are to be; reading what they were made of costs more than writing it again.
  if (compared === undefined && container.labels[label.applied] === encodeApplied(made.config))
    return { changes: [], contents: [], isUnknown: false, networks: networksOf(same) };
  const applied = decodeApplied(container.labels[label.applied]);
  const told = compared && changedAttributes(compared.told, compared.asked);
  if (applied === undefined) {
    const isUnknown = told === undefined && container.labels[label.configHash] !== made.hash();
    return { changes: told ?? [], contents: [], isUnknown, networks: networksOf(compared ?? same) };
  }
  const labelled = changedAttributes(applied, made.config);
  return {
    // Labels stay as they were when a container was changed; then the engine knows better.
    changes:
      told === undefined
        ? labelled
        : [
            ...labelled.filter(({ path }) => !isChangeable(path)),
            ...told.filter(({ path }) => isChangeable(path)),
          ],
    contents: changedContents(applied, made.config),
    isUnknown: false,
    networks: networksOf(compared ?? { told: withEffect(applied), asked: made.config }),
  };
}

const networksOf = ({ told, asked }: ComparedConfigs): ContainerDifferences['networks'] => ({
  before: { ...Object(told['networks']) },
  after: { ...Object(asked['networks']) },
});

/** Whether a container is as the files say, whatever its state. */
export function isCurrent(container: ObservedContainer, made: ContainerMake): boolean {
  const { changes, contents, isUnknown } = differencesOf(container, made);
  return changes.length + contents.length === 0 && !isUnknown;
}

/** Whether only a closer look at the engine tells what a container is. */
export function needsLook(container: ObservedContainer, made: ContainerMake): boolean {
  if (made.wasUpdated(container)) return true;
  const applied = decodeApplied(container.labels[label.applied]);
  return applied === undefined && container.labels[label.configHash] !== made.hash();
}

/** Whether the engine can make these changes while the container goes on. */
export const isPossibleInPlace = (changes: readonly AttributeChange[]): boolean =>
  changes.every(({ path, before, after }) => {
    const effect = effectOf(path);
    switch (effect) {
      case 'nothing':
      case 'update-or-remove':
      case 'reconnect':
        return true;
      case 'update':
        return after !== undefined;
      case 'raise':
        return before !== undefined && after !== undefined && amount(after) > amount(before);
      case 'replace':
        return false;
      default:
        return effect satisfies never;
    }
  });

/** Whether two settings of a network are the same; none at all are like empty ones. */
export const isSameAttachment = (left: unknown, right: unknown): boolean =>
  canonicalJson(left ?? {}) === canonicalJson(right ?? {});

/** Values of changes are JSON; -1 stands for no limit. */
function amount(text: string): number {
  const value = Number(JSON.parse(text));
  return value < 0 ? Number.POSITIVE_INFINITY : value;
}
