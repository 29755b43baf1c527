import type { FileReference } from '../../model/project.js';
import { record } from './collections.js';
import type { Reader } from './reader.js';
import { fileMode, text } from './scalars.js';

const longReference = record<FileReference>(
  { source: text, target: text, uid: text, gid: text, mode: fileMode },
  ['source'],
);

/** The name of a config or secret, or settings. */
export const fileReference: Reader<FileReference> = (place) => {
  const source = text(place);
  return source === undefined ? longReference(place) : place.reading.origins.remember({ source }, place.node);
};

export const secretReference: Reader<FileReference> = (place) => {
  const read = fileReference(place);
  if (read === undefined || read.target !== undefined) return read;
  return place.reading.origins.remember({ ...read, target: `/run/secrets/${read.source}` }, place.node);
};
