import type { RawPath } from '../../platform/raw-path.js';
import { type TreeChange, type TreeEvents, WatchedTree } from '../../platform/watched-tree/watched-tree.js';
import { Batch, type BatchTimes, batchTimes } from '../../watch/batch.js';
import type { RecordedFiles } from './recorded-files.js';
import { type WatchModel, watchScope } from './watch-model.js';

export interface FileWatchEvents {
  /** Files changed that rules of a service are about. */
  onService(service: string, changes: readonly TreeChange[]): void;
  /** Files changed that the project was read from, or that images are built by. */
  onModel(paths: readonly RawPath[]): void;
  onLimit: TreeEvents['onLimit'];
  fail(error: unknown): void;
}

/** From one sign to a look at what it was: more come with it. In milliseconds. */
const lookAfter = 2;
/** Files of the project are often written several at once, and acting on half of them is worse than waiting. */
const modelTimes: BatchTimes = { quiet: 100, longest: 1000, gone: 200 };

/** Turns what happens to files into changes for each service, in batches. */
export class FileWatch {
  readonly #batches = new Map<string, Batch>();
  readonly #model = new Batch(modelTimes);
  #tree: WatchedTree | undefined;
  #looking: Promise<void> | undefined;
  #hasSigns = false;
  #isPaused = false;
  #timer: NodeJS.Timeout | undefined;

  static async open(
    model: WatchModel,
    recorded: RecordedFiles,
    now: () => number,
    events: FileWatchEvents,
  ): Promise<FileWatch> {
    const { scope, roots, files } = watchScope(model, recorded);
    const watch = new FileWatch(model, files, now, events);
    watch.#tree = await WatchedTree.open(roots, scope, {
      onSign: () => watch.#sign(),
      onLimit: (limit) => events.onLimit(limit),
    });
    return watch;
  }

  private constructor(
    private readonly model: WatchModel,
    private readonly files: ReadonlySet<RawPath>,
    private readonly now: () => number,
    private readonly events: FileWatchEvents,
  ) {}

  get folderCount(): number {
    return this.#tree?.folderCount ?? 0;
  }

  /** All files and folders that are known now. */
  entries(): Iterable<TreeChange> {
    return this.#tree?.entries() ?? [];
  }

  /** They are told of again, with what is in them, even if they are what they were. */
  doubt(paths: Iterable<RawPath>): void {
    this.#tree?.doubt(paths);
  }

  /** What changes meanwhile is acted on afterwards. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#schedule();
  }

  /** @returns what it has heard of and nobody was told yet */
  async close(): Promise<readonly TreeChange[]> {
    clearTimeout(this.#timer);
    await this.#looking;
    const left = [...this.#batches.values(), this.#model].flatMap((batch) => batch.take());
    const heard = (await this.#tree?.changes()) ?? [];
    this.#tree?.close();
    this.#tree = undefined;
    return [...left, ...heard];
  }

  /** As if it had just happened. */
  add(changes: Iterable<TreeChange>): void {
    const all = [...changes];
    const now = this.now();
    for (const [service, rules] of this.model.rules) {
      const batch = this.#batches.get(service) ?? new Batch(batchTimes);
      this.#batches.set(service, batch);
      batch.add(
        all.filter(({ path }) => rules.some((rule) => rule.includes(path))),
        now,
      );
    }
    this.#model.add(
      all.filter(({ path }) => this.files.has(path)),
      now,
    );
    this.#schedule();
  }

  #sign(): void {
    this.#hasSigns = true;
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.events.fail(error))
      .finally(() => {
        this.#looking = undefined;
      });
  }

  async #look(): Promise<void> {
    while (this.#hasSigns && this.#tree !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, lookAfter));
      this.#hasSigns = false;
      this.add((await this.#tree?.changes()) ?? []);
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isPaused || this.#tree === undefined) return;
    const due = [...this.#batches.values(), this.#model].flatMap((batch) => batch.dueAt() ?? []);
    if (due.length > 0)
      this.#timer = setTimeout(() => this.#take(), Math.max(0, Math.min(...due) - this.now()));
  }

  #take(): void {
    const isDue = (batch: Batch): boolean => (batch.dueAt() ?? Number.POSITIVE_INFINITY) <= this.now() + 0.5;
    for (const [service, batch] of this.#batches)
      if (isDue(batch)) this.events.onService(service, batch.take());
    if (isDue(this.#model)) this.events.onModel(this.#model.take().map(({ path }) => path));
    this.#schedule();
  }
}
