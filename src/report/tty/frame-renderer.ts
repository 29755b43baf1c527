import { type ListrRenderer, Spinner } from 'listr2';

export interface FrameRendererOptions {
  readonly draw: (spinner: string) => void;
  /** Drawing ends with it at once, without waiting for the tasks. */
  readonly signal: AbortSignal;
}

/** Milliseconds from frame to frame: often enough for a spinner, seldom enough to be read. */
const frameInterval = 100;

/**
 * A renderer of listr2 that draws frames of ours. Its own renderer has a line for every task, however low the
 * terminal is, measures stdout, and takes over both streams of the process.
 */
export class FrameRenderer implements ListrRenderer {
  /** Whether there is a terminal was settled before; listr2 would look at stdout. */
  static readonly nonTTY = true;
  static readonly rendererOptions: FrameRendererOptions;
  static readonly rendererTaskOptions: never;

  private readonly spinner = new Spinner();

  constructor(
    _tasks: unknown,
    private readonly options: FrameRendererOptions,
  ) {}

  readonly render = (): void => {
    const { draw, signal } = this.options;
    if (signal.aborted) return;
    signal.addEventListener('abort', this.end, { once: true });
    draw(this.spinner.fetch());
    this.spinner.start(() => draw(this.spinner.fetch()), frameInterval);
  };

  readonly end = (): void => this.spinner.stop();
}
