import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../engine/engine.js';
import { label } from '../../model/labels.js';
import type { ObservedContainer } from '../../model/observed.js';
import { isRunning } from '../../plan/container-target.js';
import { copy } from '../copy/copy.js';
import type { ProjectRequest, Runtime } from '../runtime.js';

/** Something that is made in a container. */
export interface Collected {
  readonly service: string;
  readonly path: string;
}

/**
 * Copies what was made in containers to `FOLDER/SERVICE/`. A container is stopped first, in its own time: what it writes
 * at its end, such as coverage, is there then. What is not there is a warning; a test that failed early has not made it.
 */
export async function collect(
  runtime: Runtime,
  engine: Engine,
  project: ProjectRequest,
  containers: readonly ObservedContainer[],
  { asked, folder }: { readonly asked: readonly Collected[]; readonly folder: string },
): Promise<void> {
  const services = new Set(asked.map(({ service }) => service));
  await Promise.all(
    containers
      .filter((container) => services.has(container.labels[label.service] ?? '') && isRunning(container))
      .map(({ id }) => engine.containers.stop(id, { signal: runtime.signal })),
  );
  const lenient: Runtime = {
    ...runtime,
    emit: (event) =>
      runtime.emit(
        event.type === 'diagnostic'
          ? { ...event, diagnostic: { ...event.diagnostic, severity: 'warning' } }
          : event,
      ),
  };
  for (const { service, path } of asked) {
    const destination = join(folder, service);
    await mkdir(destination, { recursive: true });
    await copy(lenient, {
      project,
      source: `${service}:${path}`,
      destination: `${destination}/`,
      oneoffs: true,
      followLinks: false,
      keepOwners: false,
      streams: noStreams,
    });
  }
}

const noStreams = {
  input: async function* () {},
  output: () => Promise.resolve(),
};
