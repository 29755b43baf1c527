import type { ContainerReference } from '../model/container-spec.js';
import type { ContainerId } from '../model/names.js';
import type { ContainerTarget } from '../plan/plan.js';

/** Which container is in which place, as far as the run knows: those observed, then those it makes. */
export class KnownContainers {
  private readonly ids = new Map<string, ContainerId>();

  set(place: ContainerReference, id: ContainerId): void {
    this.ids.set(key(place), id);
  }

  /** Throws when the plan names a container before it makes it, which is a mistake in a planner. */
  idOf(target: ContainerReference | ContainerTarget): ContainerId {
    const id = 'id' in target && target.id !== undefined ? target.id : this.ids.get(key(target));
    if (id === undefined) throw new Error(`no container is known for ${key(target)}`);
    return id;
  }
}

const key = ({ service, number }: ContainerReference): string => `${service}#${number}`;
