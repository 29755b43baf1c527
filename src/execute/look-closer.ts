import type { CallOptions, Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import type { ComparedConfiguration } from '../model/compared-configuration.js';
import type { ContainerId } from '../model/names.js';
import type { ContainerLook } from '../plan/plan-draft.js';
import { MadeContainers } from './made-containers.js';
import { resolveTemplate } from './resolve-template.js';

/** A second look at the engine, at the containers of which the first one did not tell enough, all at once. */
export async function lookCloser(
  engine: Engine,
  looks: readonly ContainerLook[],
  options: CallOptions,
): Promise<ReadonlyMap<ContainerId, ComparedConfiguration>> {
  const nobody = new MadeContainers();
  const compared = await Promise.all(
    looks.map(async ({ container, template }) => {
      const spec = resolveTemplate(template, nobody, undefined);
      return [container, await unlessGone(engine.containers.compare(container, spec, options))] as const;
    }),
  );
  return new Map(
    compared.flatMap(([id, comparison]) => (comparison === undefined ? [] : [[id, comparison]])),
  );
}

/** One that has gone in the meantime cannot be compared with; carrying out the plan will show it. */
async function unlessGone(
  comparing: Promise<ComparedConfiguration>,
): Promise<ComparedConfiguration | undefined> {
  try {
    return await comparing;
  } catch (error) {
    if (error instanceof EngineError && error.failure.kind === 'not-found') return undefined;
    throw error;
  }
}
