import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { EmitEvent } from '../../events/event.js';
import { engineFailureDiagnostic } from '../../execute/engine-failure-diagnostic.js';
import { execSpecOf } from '../../execute/run-hook.js';
import { namespaceOwners } from '../../graph/namespace-owners.js';
import type { ObservedImage } from '../../model/observed.js';
import { imageOf } from '../../plan/service-images.js';
import type { UpOptions } from '../../plan/up-options.js';
import type { WatchedRule } from '../../watch/watched-rule.js';
import { changeContainers } from '../change-containers.js';
import { changeImages } from '../images.js';
import { type Outcome, tell } from '../outcome.js';
import { plan } from '../plan.js';
import type { UpRequest } from '../prepare-up.js';
import { removeReplacedImages } from '../remove-replaced-images.js';
import type { RunOptions } from '../run-planned.js';
import type { Runtime } from '../runtime.js';
import { up } from '../up.js';
import type { SyncedContainer } from './synced-container.js';
import type { WatchModel } from './watch-model.js';

export interface WatchActionsRequest extends UpRequest, RunOptions {
  /** Whether the image that a rebuild has replaced is removed, if nothing uses it. */
  readonly prunes: boolean;
}

/** What a watch does beside copying files: the commands of this program, told in one line each. */
export class WatchActions {
  constructor(
    private readonly runtime: Runtime,
    private readonly engine: Engine,
    private readonly request: WatchActionsRequest,
  ) {}

  /** Tells nothing of how far it is. */
  build(services: readonly string[], signal: AbortSignal): Promise<Outcome> {
    return this.#build(services, this.#quietly(signal));
  }

  buildShown(services: readonly string[]): Promise<Outcome> {
    return this.#build(services, this.runtime);
  }

  /** Images of services as they are now. */
  async imagesOf(
    { selection: { project } }: WatchModel,
    services: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const references = services.flatMap((name) => {
      const service = project.services[name];
      return service === undefined ? [] : [[name, imageOf(project, service)] as const];
    });
    const { signal } = this.runtime;
    const wanted = references.map(([, reference]) => reference);
    // Nothing is known while the engine is away; whoever builds tells that.
    const found = await this.engine.images
      .find(wanted, { signal })
      .catch(() => ({}) as Readonly<Record<string, ObservedImage>>);
    return new Map(
      references.flatMap(([name, reference]) => (found[reference] ? [[name, found[reference].id]] : [])),
    );
  }

  /** Replaces the containers whose image is another one now, and those that have to go with them. */
  replaceBuilt(model: WatchModel, services: readonly string[]): Promise<Outcome<unknown>> {
    return up(this.#quietly(this.runtime.signal), {
      ...this.request,
      services: withThoseTied(model, services),
      options: { ...this.#options(), build: 'never', pull: 'never', withDependencies: false },
    });
  }

  /** Removes images that a rebuild has replaced, where nothing else uses them. */
  async prune({ selection }: WatchModel, images: Iterable<string>): Promise<void> {
    if (!this.request.prunes) return;
    await removeReplacedImages(this.engine, selection.project.name, images, this.runtime.signal);
  }

  restart(services: readonly string[]): Promise<Outcome> {
    return changeContainers(this.#quietly(this.runtime.signal), {
      ...this.request,
      services,
      change: { command: 'restart', withDependents: true },
    });
  }

  /** What the files say now; the plan is shown as it is carried out. */
  apply(): Promise<Outcome<unknown>> {
    return up(this.runtime, { ...this.request, options: this.#options() });
  }

  plan(): ReturnType<typeof plan> {
    return plan(this.runtime, { ...this.request, options: this.#options() });
  }

  /** Runs the command of a rule in a container, and shows what it says. Gives its exit code. */
  async exec(rule: WatchedRule, { id, container }: SyncedContainer): Promise<number | undefined> {
    const { emit, signal } = this.runtime;
    try {
      const events = this.engine.containers.exec(id, execSpecOf(rule.rule.exec ?? { command: [] }), {
        signal,
      });
      for await (const event of events) {
        if (event.kind === 'exited') return event.exitCode;
        const { stream, text } = event;
        emit({ type: 'log', container, line: { stream, text, timestamp: new Date().toISOString() } });
      }
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof EngineError)) throw error;
      const { message, ...rest } = engineFailureDiagnostic(error);
      tell(this.runtime, [{ ...rest, message: `cannot run the command in ${container.name}: ${message}` }]);
    }
    return undefined;
  }

  #options(): UpOptions {
    const { options } = this.request;
    return {
      ...options,
      // What is asked for once is not asked for with every change.
      recreate: options.recreate === 'always' ? 'changed' : options.recreate,
      build: options.build === 'always' ? 'missing' : options.build,
      rerunJobs: false,
      wait: false,
      removeOrphans: false,
      ignoreOrphans: true,
    };
  }

  #build(services: readonly string[], runtime: Runtime): Promise<Outcome> {
    const { project, places } = this.request;
    const change = { command: 'build', args: {}, noCache: false, pull: false, push: false } as const;
    return changeImages(runtime, { project, services, withDependencies: false, places, change });
  }

  /** One line for all of it is told by whoever asked; what is wrong is told here. */
  #quietly(signal: AbortSignal): Runtime {
    const emit: EmitEvent = (event) => {
      if (event.type === 'diagnostic') this.runtime.emit(event);
    };
    return { ...this.runtime, signal, emit };
  }
}

/** Services that go where others go: they share their namespaces, or ask for it in `depends_on`. */
function withThoseTied(
  { selection: { project, graph } }: WatchModel,
  services: readonly string[],
): readonly string[] {
  const all = new Set(services);
  for (const service of all) {
    for (const [name, other] of Object.entries(project.services)) {
      const restarts =
        graph.dependenciesOf(name).some((edge) => edge.dependency === service) &&
        other.depends_on?.[service]?.restart === true;
      if (restarts || namespaceOwners(other).includes(service)) all.add(name);
    }
  }
  return [...all];
}
