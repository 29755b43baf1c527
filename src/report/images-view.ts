import type { UsedImage } from '../events/answer.js';
import { humanDuration } from './human-duration.js';
import { renderTable } from './table.js';
import { goSize } from './units.js';

/** As `docker compose images` has them, which is wider than other tables. */
const layout = { minimumWidth: 20 };

/** @param now milliseconds since the epoch */
export const renderImagesTable = (images: readonly UsedImage[], now: number): string =>
  renderTable(
    ['CONTAINER', 'REPOSITORY', 'TAG', 'PLATFORM', 'IMAGE ID', 'SIZE', 'CREATED'],
    images.map(({ container, image }) => {
      const { repository, tag } = nameOf({ container, image });
      const seconds = (now - Date.parse(image.createdAt)) / 1000;
      return [
        container.name,
        repository === '' ? '<none>' : repository,
        tag === '' ? '<none>' : tag,
        image.platform,
        shortId(image.id),
        goSize(image.sizeBytes, 3),
        Number.isNaN(seconds) ? 'N/A' : `${humanDuration(seconds)} ago`,
      ];
    }),
    layout,
  );

/** One array, as docker compose prints it. */
export const renderImagesJson = (images: readonly UsedImage[]): string =>
  `${JSON.stringify(
    images.map(({ container, image }) => {
      const { repository, tag } = nameOf({ container, image });
      return {
        ID: image.id,
        ContainerName: container.name,
        Repository: repository,
        Tag: tag,
        Platform: image.platform,
        Size: image.sizeBytes,
        Created: image.createdAt,
        LastTagTime: image.taggedAt ?? '0001-01-01T00:00:00Z',
      };
    }),
  )}\n`;

/** The name that the container was made of, if the image still has it; else the first that it has. */
function nameOf({ container, image }: UsedImage): { readonly repository: string; readonly tag: string } {
  const asked = image.tags.find((tag) => tag === container.image || tag === `${container.image}:latest`);
  const [, repository = '', tag = ''] = /^(.*):([^:/]+)$/.exec(asked ?? image.tags[0] ?? '') ?? [];
  return { repository, tag };
}

const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
