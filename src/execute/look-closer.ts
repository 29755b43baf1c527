import type { CallOptions, Engine } from '../engine/engine.js';
import type { ComparedConfiguration } from '../model/compared-configuration.js';
import type { ContainerId } from '../model/names.js';
import type { ContainerLook } from '../plan/plan-draft.js';
import { MadeContainers } from './made-containers.js';
import { resolveTemplate } from './resolve-template.js';
import { unlessGone } from './unless-gone.js';

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
      // Of one that has gone, carrying out the plan will show it.
      return [container, await unlessGone(engine.containers.compare(container, spec, options))] as const;
    }),
  );
  return new Map(
    compared.flatMap(([id, comparison]) => (comparison === undefined ? [] : [[id, comparison]])),
  );
}
