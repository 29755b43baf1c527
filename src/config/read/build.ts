import type { Build } from '../../model/project.js';
import { asKeyed, withContext } from '../merge/merge-shapes.js';
import { beforeEquals, entryPlaces, listOf, mapOf, record } from './collections.js';
import { fileReference } from './file-reference.js';
import { environment, extraHosts, mapping } from './key-values.js';
import { absolutePath, buildContext } from './paths.js';
import { type Reader, refuse } from './reader.js';
import { anyText, byteSize, flag, text } from './scalars.js';
import { ulimit } from './ulimit.js';

const texts = listOf(text);
const uniqueTexts = listOf(text, { uniqueBy: beforeEquals });

const additionalContexts: Reader<Record<string, string>> = (place) =>
  mapOf<string>((entry) =>
    entry.node.kind === 'scalar' && entry.node.value === null
      ? refuse(entry, 'a folder, a URL or `service:<name>` is needed')
      : buildContext(entry),
  )({ ...place, node: asKeyed(place.node) });

/** Only the agent named `default` goes without a path. */
const ssh: Reader<string[]> = (place) => {
  const keys: string[] = [];
  for (const entry of entryPlaces({ ...place, node: asKeyed(place.node) })) {
    const path = anyText(entry);
    if (path !== undefined) keys.push(`${entry.key}=${absolutePath(path, place.reading)}`);
    else if (entry.key === 'default') keys.push('default');
    else refuse(entry, `\`${entry.key}\` needs the path of a socket or key`);
  }
  return place.reading.origins.remember(keys, place.node);
};

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
  platforms: texts,
  additional_contexts: additionalContexts,
  cache_to: texts,
  entitlements: texts,
  isolation: text,
  privileged: flag,
  provenance: anyText,
  sbom: anyText,
  secrets: listOf(fileReference),
  ssh,
  ulimits: mapOf(ulimit),
});

/** A folder, or settings. Without a context it is the project folder. */
export const build: Reader<Build> = (place) => {
  const read = longBuild({ ...place, node: withContext(place.node) });
  if (read === undefined) return undefined;
  const { projectDirectory, origins, paths } = place.reading;
  const context = paths === 'absolute' ? projectDirectory : '.';
  return origins.remember({ context, ...read }, place.node);
};
