import type { DeviceMapping } from '../../model/project.js';
import { record } from './collections.js';
import { type Reader, refuse } from './reader.js';
import { text } from './scalars.js';

const longDevice = record<DeviceMapping>({ source: text, target: text, permissions: text }, ['source']);

/** `source[:target[:permissions]]`, or settings. */
export const device: Reader<DeviceMapping> = (place) => {
  const written = text(place);
  if (written === undefined) {
    const read = longDevice(place);
    if (read === undefined || read.target !== undefined) return read;
    return refuse(place, 'a device needs a `target`', { code: 'missing-key' });
  }
  const [source = '', target = source, permissions = 'rwm', ...more] = written.split(':');
  if (source === '' || more.length > 0) {
    return refuse(place, `\`${written}\` is not a device`, {
      help: 'devices look like `/dev/fuse` or `/dev/sda:/dev/xvda:r`',
    });
  }
  return place.reading.origins.remember({ source, target, permissions }, place.node);
};
