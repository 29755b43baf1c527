import type { HealthStatus } from '../../../model/observed.js';

/** What only the words of a list tell: `Up 5 minutes (healthy)`, `Exited (137) 2 hours ago`, `Restarting (1) …`. */
export function parseStatusText(status: string): {
  readonly health?: HealthStatus;
  readonly exitCode?: number;
} {
  const ended = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1];
  if (ended !== undefined) return { exitCode: Number(ended) };
  const health = healthWords[/^Up .*\(([^)]+)\)$/.exec(status)?.[1] ?? ''];
  return health === undefined ? {} : { health };
}

const healthWords: Readonly<Record<string, HealthStatus>> = {
  'health: starting': 'starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
};
