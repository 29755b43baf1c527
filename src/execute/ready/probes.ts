import type { HttpCheck } from '../../model/readiness.js';

export interface ProbeTarget {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
  /**
   * Whether a proxy of the engine may listen there in the place of the program: that it accepts a connection says nothing
   * then, only that it keeps it.
   */
  readonly isForwarded: boolean;
}

/** `unreachable`: from here nobody can say. */
export type ProbeResult =
  | { readonly kind: 'holds' }
  | { readonly kind: 'not yet'; readonly because: string }
  | { readonly kind: 'unreachable' };

/** Looks at what a program answers, from this machine. One try each. */
export interface Probes {
  tcp(target: ProbeTarget, signal: AbortSignal): Promise<ProbeResult>;
  http(target: ProbeTarget, check: HttpCheck, signal: AbortSignal): Promise<ProbeResult>;
}

/** For plans that wait for nothing of the kind. */
export const noProbes: Probes = {
  tcp: () => Promise.resolve({ kind: 'unreachable' }),
  http: () => Promise.resolve({ kind: 'unreachable' }),
};
