/** What one look showed. */
export interface Finding {
  readonly check: 'engine' | 'api' | 'cgroup' | 'disk' | 'address-pools' | 'watches' | 'leftovers';
  readonly verdict: 'fine' | 'warning' | 'problem';
  readonly message: string;
  /** What to do. */
  readonly help?: string;
}
