import type { Engine } from '../../engine/engine.js';
import { label } from '../../model/labels.js';
import { type SessionOwner, sessionOf } from '../../model/session.js';

/** All that a copy of a project has on the engine. */
export interface FoundSession {
  readonly project: string;
  readonly owners: readonly SessionOwner[];
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
  readonly images: number;
  /** Of its files; absent when only containers tell and it has none. */
  readonly workingDir?: string;
}

/** Copies that there are, by name. */
export async function findSessions(engine: Engine, signal: AbortSignal): Promise<readonly FoundSession[]> {
  const filter = { [label.session]: null };
  const [containers, networks, volumes, images] = await Promise.all([
    engine.containers.list(filter, { signal }),
    engine.networks.list(filter, { signal }),
    engine.volumes.list(filter, { signal }),
    engine.images.list(filter, { signal }),
  ]);
  const found = new Map<string, FoundSession>();
  const add = (
    labels: Readonly<Record<string, string>>,
    kind: 'containers' | 'networks' | 'volumes' | 'images',
  ): void => {
    const session = sessionOf(labels);
    if (session === undefined) return;
    const { project, ...owner } = session;
    const known = found.get(project) ?? {
      project,
      owners: [],
      containers: 0,
      networks: 0,
      volumes: 0,
      images: 0,
    };
    const workingDir = known.workingDir ?? labels[label.workingDir];
    found.set(project, {
      ...known,
      owners: [...known.owners, owner],
      // A lock is nothing that a project has.
      [kind]: known[kind] + (labels[label.lock] === undefined ? 1 : 0),
      ...(workingDir !== undefined && { workingDir }),
    });
  };
  for (const { labels } of containers) add(labels, 'containers');
  for (const { labels } of networks) add(labels, 'networks');
  for (const { labels } of volumes) add(labels, 'volumes');
  for (const { labels } of images) add(labels, 'images');
  return [...found.values()].sort((left, right) => (left.project < right.project ? -1 : 1));
}
