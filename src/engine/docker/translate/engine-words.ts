import type { ContainerState, HealthStatus } from '../../../model/observed.js';

const containerStates: ReadonlySet<string> = new Set<ContainerState>([
  'created',
  'running',
  'paused',
  'restarting',
  'removing',
  'exited',
  'dead',
]);
const healthStatuses: ReadonlySet<string> = new Set<HealthStatus>(['starting', 'healthy', 'unhealthy']);

/** A state this program does not know is taken as one in which nothing runs. */
export function containerState(word: string): ContainerState {
  return isContainerState(word) ? word : 'dead';
}

/** Undefined for `none` and the empty word: the container has no health check. */
export function healthStatus(word: string): HealthStatus | undefined {
  return isHealthStatus(word) ? word : undefined;
}

function isContainerState(word: string): word is ContainerState {
  return containerStates.has(word);
}

function isHealthStatus(word: string): word is HealthStatus {
  return healthStatuses.has(word);
}
