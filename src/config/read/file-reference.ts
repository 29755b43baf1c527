import type { FileReference } from '../../model/project.js';
import { record } from './collections.js';
import { type Reader, refuse } from './reader.js';
import { fileMode, text } from './scalars.js';

const longReference = record<FileReference>(
  { source: text, target: text, uid: text, gid: text, mode: fileMode },
  ['source'],
);

/** The name of a config or secret, or settings. */
export const fileReference: Reader<FileReference> = (place) => {
  const source = text(place);
  if (source !== undefined) return place.reading.origins.remember({ source }, place.node);
  if (place.node.kind === 'mapping' && !place.node.entries.has('source'))
    return refuse(place, 'a `source` is needed: the name of what is meant', { code: 'missing-key' });
  return longReference(place);
};

export const secretReference: Reader<FileReference> = (place) => {
  const read = fileReference(place);
  if (read === undefined || read.target !== undefined) return read;
  return place.reading.origins.remember({ ...read, target: `/run/secrets/${read.source}` }, place.node);
};
