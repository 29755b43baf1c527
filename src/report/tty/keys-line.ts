import type { Line } from './line.js';
import type { LiveRegion } from './live-region.js';

const keys: Line = [
  { text: 'd', style: 'bold' },
  { text: ' detach   ', style: 'dim' },
  { text: 'Ctrl-C', style: 'bold' },
  { text: ' stop', style: 'dim' },
];

/** Milliseconds after the last line: drawing it again after each would slow down whoever writes many. */
const quiet = 50;

/** The keys that do something, below what is written. */
export class KeysLine {
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(private readonly region: LiveRegion) {}

  /** Before something is written. */
  hide(): void {
    this.region.clear();
  }

  /** After something was written. */
  show(): void {
    if (this.isOver) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.region.draw([keys]);
    }, quiet).unref();
  }

  /** They do nothing any more. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.hide();
  }
}
