import type { BlkioConfig, BlkioRate, BlkioWeight } from '../../model/project.js';
import { listOf, record } from './collections.js';
import type { Reader } from './reader.js';
import { byteSize, text, wholeNumber } from './scalars.js';

const weight: Reader<BlkioWeight> = (place) => {
  const read = record<Partial<BlkioWeight>>({ path: text, weight: wholeNumber })(place);
  return read && place.reading.origins.remember({ path: '', weight: 0, ...read }, place.node);
};

const rate: Reader<BlkioRate> = (place) => {
  const read = record<Partial<BlkioRate>>({ path: text, rate: byteSize })(place);
  return read && place.reading.origins.remember({ path: '', rate: '0', ...read }, place.node);
};

export const blkioConfig: Reader<BlkioConfig> = record<BlkioConfig>({
  weight: wholeNumber,
  weight_device: listOf(weight),
  device_read_bps: listOf(rate),
  device_read_iops: listOf(rate),
  device_write_bps: listOf(rate),
  device_write_iops: listOf(rate),
});
