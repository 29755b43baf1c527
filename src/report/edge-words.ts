import type { ServiceEdge } from '../events/answer.js';

/** What has to have become of a dependency. */
export function edgeWords({ condition, required }: ServiceEdge): string {
  const words = {
    service_started: 'started',
    service_healthy: 'healthy',
    service_completed_successfully: 'completed',
  };
  return required ? words[condition] : `${words[condition]}, optional`;
}
