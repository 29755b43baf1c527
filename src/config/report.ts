import type { Diagnostic } from '../diagnostics/diagnostic.js';

/** Takes a diagnostic; the phase that calls it goes on, so that one run tells everything that is wrong. */
export type Report = (diagnostic: Diagnostic) => void;
