import type { DeviceRequest } from '../../model/project.js';
import { listOf, record } from './collections.js';
import { mapping } from './key-values.js';
import { type Reader, refuse } from './reader.js';
import { text } from './scalars.js';

const all = -1;

/** A number, also as a string, or `all`. */
const count: Reader<number> = (place) => {
  const { node } = place;
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  if (node.text.toLowerCase() === 'all') return all;
  if (node.isFloat !== true && /^[-+]?\d+$/.test(node.text)) return Number(node.text);
  return refuse(place, 'a number or `all` is needed');
};

const written = record<DeviceRequest>({
  capabilities: listOf(text),
  driver: text,
  count,
  device_ids: listOf(text),
  options: mapping,
});

/** Either some devices by name, or a number of them; neither means all. */
export const deviceRequest: Reader<DeviceRequest> = (place) => {
  const read = written(place);
  if (read === undefined || (read.count === undefined && read.device_ids !== undefined)) return read;
  if (read.count !== undefined && read.device_ids !== undefined) {
    return refuse(place, '`count` and `device_ids` exclude each other', { code: 'conflicting-attributes' });
  }
  return place.reading.origins.remember({ ...read, count: read.count ?? all }, place.node);
};

const requests = listOf(deviceRequest);

export const gpus: Reader<readonly DeviceRequest[]> = (place) =>
  text(place) === 'all'
    ? place.reading.origins.rememberList([{ count: all }], place.node, [place.node])
    : requests(place);
