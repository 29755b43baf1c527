import { EngineError } from '../../engine/engine-error.js';
import type { EmitEvent } from '../../events/event.js';
import type { SyncReason } from '../../events/watch-news.js';
import { engineFailureDiagnostic } from '../../execute/engine-failure-diagnostic.js';
import type { ContainerId } from '../../model/names.js';
import { type RawPath, textOf } from '../../platform/raw-path.js';
import type { PathToSync } from '../../watch/work.js';
import type { SyncedContainer, SyncResult } from './synced-container.js';

export interface LaneSurroundings {
  readonly emit: EmitEvent;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Resolves when an engine that went away is back. */
  engineBack(): Promise<void>;
  /** These are to be looked at again, and brought as they are then. */
  doubt(paths: Iterable<RawPath>): void;
  /** What must not happen. */
  fail(error: unknown): void;
}

interface Brought {
  readonly paths: readonly PathToSync[];
  readonly why: SyncReason;
}

const shownPaths = 3;

/** Brings what changed into all containers of one service, in the order in which it changed. */
export class ServiceLane {
  readonly #containers = new Map<ContainerId, SyncedContainer>();
  /** By where it goes to. */
  #pending = new Map<RawPath, PathToSync>();
  /** Everything that was ever brought: what comes later has to have it too. */
  readonly #brought = new Map<RawPath, PathToSync>();
  #afterwards: (() => void)[] = [];
  #newcomers: { readonly container: SyncedContainer; differing(): Promise<readonly PathToSync[]> }[] = [];
  #isRunning = false;

  constructor(
    private readonly service: string,
    private readonly surroundings: LaneSurroundings,
  ) {}

  get containers(): Iterable<SyncedContainer> {
    return this.#containers.values();
  }

  has(id: ContainerId): boolean {
    return this.#containers.has(id);
  }

  /** @param differing what is to be brought to it at once, beside what was brought to the others */
  join(container: SyncedContainer, differing: () => Promise<readonly PathToSync[]>): void {
    this.#containers.set(container.id, container);
    this.#newcomers.push({ container, differing });
    this.#start();
  }

  leave(id: ContainerId): void {
    this.#containers.delete(id);
  }

  /** @param afterwards what is to be done when the files are there */
  bring(paths: readonly PathToSync[], afterwards: readonly (() => void)[]): void {
    for (const path of paths) {
      this.#pending.delete(path.target);
      this.#pending.set(path.target, path);
    }
    this.#afterwards.push(...afterwards);
    this.#start();
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run()
      .catch((error: unknown) => this.surroundings.fail(error))
      .finally(() => {
        this.#isRunning = false;
      });
  }

  async #run(): Promise<void> {
    const { signal } = this.surroundings;
    while (!signal.aborted) {
      const newcomer = this.#newcomers.shift();
      if (newcomer !== undefined) {
        const { container, differing } = newcomer;
        await this.#tell([container], async () => {
          const differences = await differing();
          return {
            paths: [...this.#brought.values(), ...differences],
            why: differences.length > 0 ? 'differed' : 'new-container',
          };
        });
      } else if (this.#pending.size > 0 || this.#afterwards.length > 0) {
        const paths = [...this.#pending.values()];
        const afterwards = this.#afterwards;
        [this.#pending, this.#afterwards] = [new Map(), []];
        for (const path of paths) this.#brought.set(path.target, path);
        await this.#tell([...this.#containers.values()], () => Promise.resolve({ paths, why: 'changed' }));
        for (const action of afterwards) action();
      } else return;
    }
  }

  async #tell(containers: readonly SyncedContainer[], read: () => Promise<Brought>): Promise<void> {
    const { now, emit } = this.surroundings;
    const begin = now();
    let brought: Brought = { paths: [], why: 'changed' };
    const results = await Promise.all(
      containers.map((container) =>
        this.#patiently(container, async () => {
          brought = await read();
          return brought.paths.length === 0 ? undefined : await container.sync(brought.paths);
        }),
      ),
    );
    this.surroundings.doubt(new Set(results.flatMap((each) => each?.doubtful ?? [])));
    const result = results.find((each) => each !== undefined);
    if (result === undefined) return;
    const { written, removed, bytes } = result;
    emit({
      type: 'watch',
      news: {
        kind: 'synced',
        service: this.service,
        why: brought.why,
        paths: [...new Set(brought.paths.map(({ path }) => path))].slice(0, shownPaths).map(textOf),
        written,
        removed,
        bytes,
        durationMs: now() - begin,
      },
    });
  }

  /** While the engine is away it waits; a container that is gone needs nothing any more. */
  async #patiently(
    container: SyncedContainer,
    sync: () => Promise<SyncResult | undefined>,
  ): Promise<SyncResult | undefined> {
    const { signal, emit } = this.surroundings;
    while (!signal.aborted && this.has(container.id)) {
      try {
        return await sync();
      } catch (error) {
        if (signal.aborted) return undefined;
        if (!(error instanceof EngineError)) throw error;
        const { kind } = error.failure;
        if (kind === 'connection-lost' || kind === 'unreachable' || kind === 'no-answer')
          await this.surroundings.engineBack();
        else if (kind === 'not-found' || this.#isBeingRemoved(error)) return undefined;
        else {
          const { message, ...rest } = engineFailureDiagnostic(error);
          const text = `cannot copy to ${container.container.name}: ${message}`;
          emit({ type: 'diagnostic', diagnostic: { ...rest, code: 'sync-failed', message: text } });
          return undefined;
        }
      }
    }
    return undefined;
  }

  #isBeingRemoved({ message }: EngineError): boolean {
    return /marked for removal|is dead/i.test(message);
  }
}
