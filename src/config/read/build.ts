import type { Build } from '../../model/project.js';
import { withContext } from '../merge/merge-shapes.js';
import { listOf, record } from './collections.js';
import { environment, extraHosts, mapping } from './key-values.js';
import { buildContext } from './paths.js';
import type { Reader } from './reader.js';
import { byteSize, flag, text } from './scalars.js';

const texts = listOf(text);
const uniqueTexts = listOf(text, { uniqueBy: (item) => item });

const longBuild = record<Build>({
  context: buildContext,
  dockerfile: text,
  dockerfile_inline: text,
  args: environment,
  labels: mapping,
  target: text,
  tags: uniqueTexts,
  cache_from: texts,
  network: text,
  extra_hosts: extraHosts,
  no_cache: flag,
  pull: flag,
  shm_size: byteSize,
  platforms: uniqueTexts,
});

/** A folder, or settings. Without a context it is the project folder. */
export const build: Reader<Build> = (place) => {
  const read = longBuild({ ...place, node: withContext(place.node) });
  if (read === undefined) return undefined;
  const inline = read.dockerfile_inline !== undefined;
  const { projectDirectory, origins } = place.reading;
  return origins.remember(
    { context: projectDirectory, ...(!inline && { dockerfile: 'Dockerfile' }), ...read },
    place.node,
  );
};
