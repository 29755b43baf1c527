import type { ContainerUsage } from '../../engine.js';
import { isRecord, numberAt, recordsAt } from '../json-value.js';

/** One message of the engine's `/stats`, counted as the docker CLI does. */
export function containerUsage(message: unknown): ContainerUsage {
  const networks =
    isRecord(message) && isRecord(message['networks']) ? Object.values(message['networks']) : [];
  const transfers = recordsAt(message, 'blkio_stats', 'io_service_bytes_recursive');
  const transferred = (operation: RegExp): number =>
    sum(transfers.filter(({ op }) => operation.test(String(op))).map((entry) => numberAt(entry, 'value')));
  return {
    cpuPercent: cpuPercent(message),
    memoryBytes: memoryBytes(message),
    memoryLimitBytes: numberAt(message, 'memory_stats', 'limit') ?? 0,
    receivedBytes: sum(networks.map((network) => numberAt(network, 'rx_bytes'))),
    sentBytes: sum(networks.map((network) => numberAt(network, 'tx_bytes'))),
    readBytes: transferred(/^read$/i),
    writtenBytes: transferred(/^write$/i),
    processes: numberAt(message, 'pids_stats', 'current') ?? 0,
  };
}

function cpuPercent(message: unknown): number {
  const used = difference(message, 'cpu_usage', 'total_usage');
  const passed = difference(message, 'system_cpu_usage');
  const processors = numberAt(message, 'cpu_stats', 'online_cpus') ?? 1;
  return used > 0 && passed > 0 ? (used / passed) * processors * 100 : 0;
}

const difference = (message: unknown, ...path: readonly string[]): number =>
  (numberAt(message, 'cpu_stats', ...path) ?? 0) - (numberAt(message, 'precpu_stats', ...path) ?? 0);

/** What the kernel keeps of files it would give up at once; cgroup 1 and 2 have different names for it. */
function memoryBytes(message: unknown): number {
  const usage = numberAt(message, 'memory_stats', 'usage') ?? 0;
  const cached =
    numberAt(message, 'memory_stats', 'stats', 'total_inactive_file') ??
    numberAt(message, 'memory_stats', 'stats', 'inactive_file') ??
    0;
  return cached < usage ? usage - cached : usage;
}

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
