/**
 * The fake's time. `immediate`: what is due later happens as soon as the running code waits for something, in
 * the order of the due times, and no real time passes. `manual`: it happens when a test advances the clock.
 */
export class VirtualClock {
  #nowMs = Date.UTC(2026, 0, 1);
  #order = 0;
  #draining = false;
  readonly #due: { readonly at: number; readonly order: number; readonly act: () => void }[] = [];

  constructor(readonly mode: 'immediate' | 'manual') {}

  get nowMs(): number {
    return this.#nowMs;
  }

  /** RFC 3339 with nanoseconds; later calls give later times. */
  timestamp(): string {
    this.#order += 1;
    const nanoseconds = String(this.#order % 1_000_000).padStart(6, '0');
    return new Date(this.#nowMs).toISOString().replace('Z', `${nanoseconds}Z`);
  }

  /** Nanoseconds since the epoch, as text. */
  timeNano(): string {
    this.#order += 1;
    return String(BigInt(this.#nowMs) * 1_000_000n + BigInt(this.#order));
  }

  after(delayMs: number, act: () => void): void {
    this.#order += 1;
    this.#due.push({ at: this.#nowMs + delayMs, order: this.#order, act });
    this.#due.sort((one, other) => one.at - other.at || one.order - other.order);
    if (this.mode === 'immediate') this.#drain();
  }

  /** Lets everything happen that is due within that time. */
  advance(byMs: number): void {
    const until = this.#nowMs + byMs;
    for (let next = this.#due[0]; next !== undefined && next.at <= until; next = this.#due[0]) this.#step();
    this.#nowMs = until;
  }

  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    setImmediate(() => {
      this.#draining = false;
      this.#step();
      if (this.#due.length > 0) this.#drain();
    });
  }

  #step(): void {
    const next = this.#due.shift();
    if (next === undefined) return;
    this.#nowMs = Math.max(this.#nowMs, next.at);
    next.act();
  }
}
