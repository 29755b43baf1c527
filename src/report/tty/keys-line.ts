import type { WatchNews } from '../../events/watch-news.js';
import type { ShownKey } from '../reporter.js';
import type { Line, Span } from './line.js';
import type { LiveRegion } from './live-region.js';

/** Milliseconds after the last line: drawing it again after each would slow down whoever writes many. */
const quiet = 50;

/** The keys that do something, below what is written, and whether something is watched. */
export class KeysLine {
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private state: Span | undefined;

  constructor(
    private readonly region: LiveRegion,
    private readonly keys: readonly ShownKey[],
  ) {}

  /** Before something is written. */
  hide(): void {
    this.region.clear();
  }

  /** After something was written. */
  show(): void {
    if (this.isOver) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.region.draw([this.line()]);
    }, quiet).unref();
  }

  watches({ kind }: WatchNews): void {
    if (kind === 'enabled' || kind === 'resumed' || kind === 'engine-back')
      this.state = { text: 'watching', style: 'green' };
    else if (kind === 'paused') this.state = { text: 'paused', style: 'yellow' };
    else if (kind === 'engine-away') this.state = { text: 'waiting for the engine', style: 'yellow' };
  }

  /** They do nothing any more. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.hide();
  }

  private line(): Line {
    const keys = this.keys.flatMap(({ key, does }, index): readonly Span[] => [
      { text: `${index === 0 ? '' : '   '}${key}`, style: 'bold' },
      { text: ` ${does}`, style: 'dim' },
    ]);
    return this.state === undefined ? keys : [this.state, { text: '   ' }, ...keys];
  }
}
