import { nanoseconds } from '../model/go-duration.js';
import type { Service, UpdateConfig } from '../model/project.js';
import type { RollbackPolicy, UpdateOrder } from './plan.js';

/** How the containers of a service are replaced: `deploy.update_config` with what holds where it says nothing. */
export interface UpdatePolicy {
  readonly order: UpdateOrder;
  /** How many replicas are replaced at a time; 0: all. */
  readonly parallelism: number;
  readonly delayMs: number;
  /** What a failure does to the other replicas: `pause` leaves the remaining ones as they are. */
  readonly failureAction: FailureAction;
  /** Share of the replicas, 0 to 1, that may fail before that is done. */
  readonly maxFailureRatio: number;
  /** Absent: as long as every container has to run to count as ready. */
  readonly monitorMs?: number;
  readonly rollback: RollbackPolicy;
}

export const failureActions = ['pause', 'continue', 'rollback'] as const;
export type FailureAction = (typeof failureActions)[number];

export function updatePolicy({ deploy }: Service): UpdatePolicy {
  const update = deploy?.update_config ?? {};
  const { order } = update;
  return {
    ...pace(update),
    failureAction: failureActions.find((action) => action === update.failure_action) ?? 'pause',
    maxFailureRatio: update.max_failure_ratio ?? 0,
    ...(update.monitor === undefined ? {} : { monitorMs: milliseconds(update.monitor) }),
    // Who wants no gap on the way there wants none on the way back.
    rollback: pace({ ...(order === undefined ? {} : { order }), ...deploy?.rollback_config }),
  };
}

/** One replica after the other unless something else is asked for, so that the others answer meanwhile. */
const pace = ({ parallelism = 1, delay, order }: UpdateConfig): RollbackPolicy => ({
  parallelism,
  delayMs: delay === undefined ? 0 : milliseconds(delay),
  order: order === 'start-first' ? 'start-first' : 'stop-first',
});

/** A negative duration is none. */
const milliseconds = (duration: string): number =>
  duration.startsWith('-') ? 0 : nanoseconds(duration) / 1e6;
