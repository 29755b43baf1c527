import type { ObservedContainer } from '../model/observed.js';
import type { ListView } from './format/format-list.js';
import { psEntry, renderPsJson } from './ps-json.js';
import { type PsOptions, renderPsTable } from './ps-table.js';

export const psView = (options: PsOptions): ListView<ObservedContainer> => ({
  table: (containers) => renderPsTable(containers, options),
  json: (containers) => renderPsJson(containers, options),
  row: (container) => ({
    ...psEntry(container, options),
    Label: (key: unknown) => container.labels[String(key)] ?? '',
  }),
  headers: {
    CreatedAt: 'CREATED AT',
    ExitCode: 'EXIT CODE',
    ID: 'CONTAINER ID',
    LocalVolumes: 'LOCAL VOLUMES',
    RunningFor: 'CREATED',
  },
});
