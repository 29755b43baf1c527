import type { Ulimit } from '../../model/project.js';
import { record } from './collections.js';
import type { Reader } from './reader.js';
import { refuseFloat, wholeNumber } from './scalars.js';

const softAndHard = record<Ulimit>({ soft: wholeNumber, hard: wholeNumber }, ['soft', 'hard']);

/** One number for both limits, or each of its own. */
export const ulimit: Reader<number | Ulimit> = (place) =>
  place.node.kind !== 'scalar'
    ? softAndHard(place)
    : place.node.isFloat === true
      ? refuseFloat(place)
      : wholeNumber(place);
