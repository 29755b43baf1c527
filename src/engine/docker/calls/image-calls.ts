import type { ImageCalls } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import type { Surroundings } from '../discovery/strategy.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { findImages, observedImage } from '../images/find-images.js';
import { pullImage } from '../images/pull-image.js';
import { imageDetails } from '../translate/image-details.js';
import { labelFilters } from '../translate/label-filters.js';

export function imageCalls(connection: EngineConnection, surroundings: Surroundings): ImageCalls {
  return {
    find: (references, options) => findImages(connection, references, options),
    list: async (filter, options) => {
      const images = await connection.call(options?.signal, (docker, abort) =>
        docker.listImages({ filters: JSON.stringify(labelFilters(filter)), ...abort }),
      );
      return images.map((image) => ({ ...observedImage(image), labels: image.Labels ?? {} }));
    },
    pull: (reference, options = {}) => pullImage(connection, surroundings, reference, options),
    async *push(reference, options = {}) {
      const { pushImage } = await import('../images/push-image.js');
      yield* pushImage(connection, surroundings, reference, options);
    },
    pin: async (reference, options) => {
      const { pinImage } = await import('../images/pin-image.js');
      return pinImage(connection, surroundings, reference, options);
    },
    async *build(spec, options = {}) {
      // Loaded when needed: few commands build.
      const { buildImage } = await import('../build/build-image.js');
      yield* buildImage(connection, surroundings, spec, options);
    },
    check: async (spec, options = {}) => {
      const { checkBuild } = await import('../build/build-image.js');
      return await checkBuild(connection, surroundings, spec, options);
    },
    inspect: (image, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const path = `/images/${encodeURIComponent(image)}/json`;
        const found = await unlessNotFound(requestJson(docker, { method: 'GET', path }, abort));
        return found === undefined ? undefined : imageDetails(found);
      }),
    remove: async (reference, options) => {
      try {
        await connection.call(options?.signal, (docker, abort) =>
          docker.getImage(encodeURIComponent(reference)).remove(abort),
        );
      } catch (error) {
        throw isMissing(error)
          ? new EngineError(error.message, { kind: 'not-found' }, { cause: error })
          : error;
      }
    },
  };
}

function isMissing(error: unknown): error is EngineError {
  return error instanceof EngineError && error.failure.kind === 'image-not-found';
}
