import type { ObservedVolume } from '../model/observed.js';
import type { ListView } from './format/format-list.js';
import { renderTable } from './table.js';

export const volumesView: ListView<ObservedVolume> = {
  table: (volumes) =>
    renderTable(
      ['DRIVER', 'VOLUME NAME'],
      volumes.map(({ driver, name }) => [driver ?? '', name]),
    ),
  json: (volumes) => volumes.map((volume) => `${JSON.stringify(entry(volume))}\n`).join(''),
  row: (volume) => ({ ...entry(volume), Label: (key: unknown) => volume.labels[String(key)] ?? '' }),
  headers: { Name: 'VOLUME NAME' },
};

/** What a single engine has nothing to say of is there all the same, as with docker compose. */
const entry = ({ name, driver, labels, mountpoint, scope }: ObservedVolume) => ({
  Availability: 'N/A',
  Driver: driver ?? '',
  Group: 'N/A',
  Labels: Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(','),
  Links: 'N/A',
  Mountpoint: mountpoint ?? '',
  Name: name,
  Scope: scope ?? '',
  Size: 'N/A',
  Status: 'N/A',
});
