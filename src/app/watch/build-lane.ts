import { setImmediate as nextTurn } from 'node:timers/promises';
import { type RawPath, textOf } from '../../platform/raw-path.js';
import type { Outcome } from '../outcome.js';

export interface BuildLaneEvents {
  /** @param again a build was given up for this one */
  onBegin(services: readonly string[], paths: readonly string[], again: boolean): void;
  /** Gives whether images were made. */
  build(services: readonly string[], signal: AbortSignal): Promise<Outcome>;
  onBuilt(services: readonly string[], paths: readonly string[], begin: number): Promise<void>;
  onFailed(services: readonly string[]): void;
  fail(error: unknown): void;
}

/** Builds what is asked for, one build at a time. A build whose files change again is given up and begun anew. */
export class BuildLane {
  #wanted = new Map<string, Set<RawPath>>();
  #current: { readonly services: ReadonlySet<string>; readonly outdated: AbortController } | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly events: BuildLaneEvents,
    private readonly signal: AbortSignal,
    private readonly now: () => number,
  ) {}

  want(service: string, paths: readonly RawPath[]): void {
    this.#wanted.set(service, new Set([...(this.#wanted.get(service) ?? []), ...paths]));
    if (this.#current?.services.has(service) === true)
      this.#current.outdated.abort(new Error('files changed again'));
    this.#running ??= this.#run()
      .catch((error: unknown) => this.events.fail(error))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Files that several services are built of ask for all of them at once.
    await nextTurn();
    let again = false;
    while (this.#wanted.size > 0 && !this.signal.aborted) {
      const wanted = this.#wanted;
      this.#wanted = new Map();
      const services = [...wanted.keys()].sort();
      const paths = [...new Set([...wanted.values()].flatMap((each) => [...each]))].map(textOf);
      const outdated = new AbortController();
      this.#current = { services: new Set(services), outdated };
      this.events.onBegin(services, paths, again);
      const begin = this.now();
      const outcome = await this.events.build(services, AbortSignal.any([this.signal, outdated.signal]));
      this.#current = undefined;
      again = outdated.signal.aborted;
      if (again)
        for (const [service, old] of wanted)
          this.#wanted.set(service, new Set([...old, ...(this.#wanted.get(service) ?? [])]));
      else if (outcome.kind === 'succeeded') await this.events.onBuilt(services, paths, begin);
      else if (outcome.kind !== 'cancelled') this.events.onFailed(services);
    }
  }
}
