import { record } from './collections.js';
import { filePath } from './paths.js';
import type { Reader } from './reader.js';
import { flag, text } from './scalars.js';

/** A file that a service takes variables from. */
export interface EnvironmentFile {
  /** Absolute. */
  readonly path: string;
  readonly required: boolean;
  /** `raw`: values are taken as they stand. */
  readonly format?: string;
}

interface Written {
  readonly path: string;
  readonly required?: boolean;
  readonly format?: string;
}

const settings = record<Written>({ path: filePath, required: flag, format: text }, ['path']);

/** A path, or settings. */
export const environmentFile: Reader<EnvironmentFile> = (place) => {
  const path = filePath(place);
  const written = path === undefined ? settings(place) : { path };
  return written && place.reading.origins.remember({ required: true, ...written }, place.node);
};
