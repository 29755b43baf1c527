import type { ObservedContainer } from '../../src/model/observed.js';

/** What a program in a fake container does. Everything left out is what a well-behaved service does. */
export interface Behaviour {
  /** Printed at each start, before anything else happens. */
  readonly logs?: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  /** `false`: the engine cannot start it, with this as its words. */
  readonly startFailure?: string;
  /** Ends by itself, after this many milliseconds of the fake's clock. */
  readonly exit?: { readonly code: number; readonly afterMs?: number; readonly outOfMemory?: boolean };
  /** Of a container with a health check: which probe is the first that passes. Absent: the first. */
  readonly healthyAfterProbes?: number;
  /** Probes never pass. */
  readonly unhealthy?: boolean;
  readonly probeOutput?: string;
  /** How a program ends that is run in it. Absent: at once, with 0. */
  readonly exec?: (command: readonly string[]) => {
    readonly exitCode: number;
    readonly output?: readonly string[];
  };
  /** Does not end when asked to: it is killed, with exit code 137. */
  readonly ignoresStop?: boolean;
}

/** Asked at each start, so that a container can behave otherwise the next time. */
export type Behaviours = (container: Pick<ObservedContainer, 'name' | 'labels'>) => Behaviour;
