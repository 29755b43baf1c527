import type { UsageLook } from '../events/answer.js';
import type { ListView } from './format/format-list.js';
import { renderTable } from './table.js';
import { goSize } from './units.js';

/** @param noTruncate ids as long as they are */
export const statsView = (noTruncate: boolean): ListView<UsageLook> => {
  const row = (look: UsageLook) => rowOf(look, noTruncate);
  return {
    table: (looks) =>
      renderTable(
        ['CONTAINER ID', 'NAME', 'CPU %', 'MEM USAGE / LIMIT', 'MEM %', 'NET I/O', 'BLOCK I/O', 'PIDS'],
        looks
          .map(row)
          .map((each) => [
            each.ID,
            each.Name,
            each.CPUPerc,
            each.MemUsage,
            each.MemPerc,
            each.NetIO,
            each.BlockIO,
            each.PIDs,
          ]),
      ),
    json: (looks) => looks.map((look) => `${JSON.stringify(row(look))}\n`).join(''),
    row,
    headers: {
      ID: 'CONTAINER ID',
      CPUPerc: 'CPU %',
      MemUsage: 'MEM USAGE / LIMIT',
      MemPerc: 'MEM %',
      NetIO: 'NET I/O',
      BlockIO: 'BLOCK I/O',
    },
  };
};

/** As the docker CLI shows it; dashes for a container of which nothing was heard. */
function rowOf({ container: { id, name }, usage }: UsageLook, noTruncate: boolean) {
  const names = { Container: id, ID: noTruncate ? id : id.slice(0, 12), Name: name };
  if (usage === undefined) {
    const none = '-- / --';
    return { BlockIO: none, CPUPerc: '--', ...names, MemPerc: '--', MemUsage: none, NetIO: none, PIDs: '--' };
  }
  const { memoryBytes, memoryLimitBytes } = usage;
  return {
    BlockIO: `${goSize(usage.readBytes, 3)} / ${goSize(usage.writtenBytes, 3)}`,
    CPUPerc: percent(usage.cpuPercent),
    ...names,
    MemPerc: percent(memoryLimitBytes === 0 ? 0 : (memoryBytes / memoryLimitBytes) * 100),
    MemUsage: `${goSize(memoryBytes, 4, 1024)} / ${goSize(memoryLimitBytes, 4, 1024)}`,
    NetIO: `${goSize(usage.receivedBytes, 3)} / ${goSize(usage.sentBytes, 3)}`,
    PIDs: String(usage.processes),
  };
}

const percent = (value: number): string => `${value.toFixed(2)}%`;
