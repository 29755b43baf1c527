import type { ContainerProcesses } from '../events/answer.js';
import { isOneoff, label } from '../model/labels.js';
import { renderTable } from './table.js';

/** All processes in one table, with the service and the number of its container before what the engine says. */
export function renderTop(containers: readonly ContainerProcesses[]): string {
  const titles = containers.find((each) => each.titles.length > 0)?.titles;
  if (titles === undefined) return '';
  const rows = containers.flatMap(({ container: { labels }, processes }) => {
    const number = isOneoff(labels) ? '-' : (labels[label.containerNumber] ?? '');
    return processes.map((cells) => [labels[label.service] ?? '', number, ...cells]);
  });
  return renderTable(['SERVICE', '#', ...titles], rows, { minimumWidth: 4, gap: 2 });
}
