import type { ContainerReference } from '../model/container-spec.js';
import type { ContainerId } from '../model/names.js';

/** The containers that a run makes, by their place. */
export class MadeContainers {
  private readonly ids = new Map<string, ContainerId>();

  set(place: ContainerReference, id: ContainerId): void {
    this.ids.set(key(place), id);
  }

  /** Throws when the plan names a container before it makes it, which is a mistake in a planner. */
  idOf(target: ContainerReference): ContainerId {
    const id = target.id ?? this.ids.get(key(target));
    if (id === undefined) throw new Error(`no container is known for ${key(target)}`);
    return id;
  }
}

const key = ({ service, number }: ContainerReference): string => `${service}#${number}`;
