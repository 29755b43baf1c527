import type { Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import { label } from '../model/labels.js';
import type { ProjectName } from '../model/names.js';

/**
 * Removes images that a build has taken the names of: those that were built for the project and that nothing uses any
 * more. It is no matter where that cannot be.
 */
export async function removeReplacedImages(
  engine: Engine,
  project: ProjectName,
  ids: Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  for (const id of ids) {
    try {
      const image = await engine.images.inspect(id, { signal });
      const isOurs = image?.labels[label.project] === project;
      if (image !== undefined && isOurs && image.tags.length === 0) await engine.images.remove(id);
    } catch (error) {
      // Something else uses it.
      if (!(error instanceof EngineError)) throw error;
    }
  }
}
