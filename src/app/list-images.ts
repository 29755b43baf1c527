import type { UsedImage } from '../events/answer.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

/** The images that containers of a project were made of. */
export function listImages(
  runtime: Runtime,
  request: OwnContainersRequest,
): Promise<Outcome<readonly UsedImage[]>> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const { engine, containers } = found;
    const ids = [...new Set(containers.map(({ imageId }) => imageId))];
    const details = new Map(
      await Promise.all(
        ids.map(async (id) => [id, await engine.images.inspect(id, { signal: runtime.signal })] as const),
      ),
    );
    // One that was removed by force is no more.
    const value = containers.flatMap((container) => {
      const image = details.get(container.imageId);
      return image === undefined ? [] : [{ container, image }];
    });
    return { kind: 'succeeded', value };
  });
}
