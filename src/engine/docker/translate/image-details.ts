import type { ImageDetails } from '../../engine.js';
import { numberAt, textAt, textListAt, textsAt } from '../json-value.js';

export function imageDetails(answer: unknown): ImageDetails {
  const variant = textAt(answer, 'Variant');
  const platform = [textAt(answer, 'Os'), textAt(answer, 'Architecture'), variant].filter(
    (part) => part !== undefined,
  );
  const taggedAt = textAt(answer, 'Metadata', 'LastTagTime');
  return {
    id: textAt(answer, 'Id') ?? '',
    tags: textListAt(answer, 'RepoTags'),
    digests: textListAt(answer, 'RepoDigests'),
    labels: textsAt(answer, 'Config', 'Labels'),
    platform: platform.join('/'),
    sizeBytes: numberAt(answer, 'Size') ?? 0,
    createdAt: textAt(answer, 'Created') ?? '',
    ...(taggedAt === undefined ? {} : { taggedAt }),
  };
}
