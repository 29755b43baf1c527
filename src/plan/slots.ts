import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';

/** The place of one replica. At most one container holds it; others in it are left over from a replacement. */
export interface Slot {
  readonly number: number;
  readonly holder?: ObservedContainer;
  readonly leftovers: readonly ObservedContainer[];
}

export interface SlotAssignment {
  readonly slots: readonly Slot[];
  /** Containers of replicas that are no longer wanted, the highest number first. */
  readonly surplus: readonly ObservedContainer[];
}

/**
 * Replicas that are there stay, the lowest numbers first; missing ones take the lowest free numbers. So a change
 * of scale never touches the others, and gaps are filled again.
 *
 * @param isCurrent whether a container is already as the files say; of two that serve, such a one is preferred as the holder.
 */
export function assignSlots(
  containers: readonly ObservedContainer[],
  replicas: number,
  canonicalName: (number: number) => string,
  isCurrent: (container: ObservedContainer) => boolean,
): SlotAssignment {
  const byNumber = new Map<number, ObservedContainer[]>();
  for (const container of containers) {
    const number = Number(container.labels[label.containerNumber] ?? 1);
    byNumber.set(number, [...(byNumber.get(number) ?? []), container]);
  }
  const present = [...byNumber.keys()].sort((left, right) => left - right);
  const kept = present.slice(0, replicas);
  const slots = kept.map((number): Slot => {
    const [holder, ...leftovers] = (byNumber.get(number) ?? []).sort(
      (left, right) =>
        preference(right, canonicalName(number), isCurrent) -
          preference(left, canonicalName(number), isCurrent) || right.createdAt - left.createdAt,
    );
    return { number, ...(holder === undefined ? {} : { holder }), leftovers };
  });
  for (let number = 1; slots.length < replicas; number++) {
    if (!byNumber.has(number)) slots.push({ number, leftovers: [] });
  }
  const surplus = present
    .slice(replicas)
    .reverse()
    .flatMap((number) => byNumber.get(number) ?? []);
  return { slots: slots.sort((left, right) => left.number - right.number), surplus };
}

/**
 * Of several containers in one place, the one that serves wins, then the one that is right, then the one that is
 * named right. So a replacement that was interrupted before the new container served is begun anew.
 */
function preference(
  container: ObservedContainer,
  name: string,
  isCurrent: (container: ObservedContainer) => boolean,
): number {
  const alive = container.state !== 'dead' && container.state !== 'removing';
  return (
    (container.state === 'running' && container.health !== 'unhealthy' ? 4 : 0) +
    (alive && isCurrent(container) ? 2 : 0) +
    (container.name === name ? 1 : 0)
  );
}
