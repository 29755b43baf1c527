import type { HealthConfig } from 'dockerode';
import { nanoseconds } from '../../../model/go-duration.js';
import type { Healthcheck } from '../../../model/project.js';

/** Durations in nanoseconds. Without a test the image's own applies, with the times given here. */
export function healthConfig(check: Healthcheck): HealthConfig {
  if (check.disable) return { Test: ['NONE'] };
  const time = (duration: string | undefined) => (duration === undefined ? undefined : nanoseconds(duration));
  return {
    Test: check.test === undefined ? undefined : [...check.test],
    Interval: time(check.interval),
    Timeout: time(check.timeout),
    StartPeriod: time(check.start_period),
    StartInterval: time(check.start_interval),
    Retries: check.retries,
  };
}
