import type { Provider } from '../../model/project.js';
import { mapOf, oneOrMany, record } from './collections.js';
import type { Reader } from './reader.js';
import { anyText, text } from './scalars.js';

const values = oneOrMany(anyText);

/** An empty list is no option at all. */
const option: Reader<readonly string[]> = (place) => {
  const read = values(place);
  return read?.length === 0 ? undefined : read;
};

/** Each option is a list of texts, whatever it was written as. */
export const provider = record<Provider>({ type: text, options: mapOf(option) }, ['type']);
