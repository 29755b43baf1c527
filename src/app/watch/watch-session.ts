import type { Engine } from '../../engine/engine.js';
import type { AttachedContainer } from '../../events/event.js';
import type { WatchNews } from '../../events/watch-news.js';
import type { ContainerId, ProjectName } from '../../model/names.js';
import { type RawPath, rawPath, textOf } from '../../platform/raw-path.js';
import { type StateFiles, stateFiles } from '../../platform/state-files.js';
import type { TreeChange } from '../../platform/watched-tree/watched-tree.js';
import type { WatchedRule } from '../../watch/watched-rule.js';
import { workOf } from '../../watch/work.js';
import { aborted } from '../aborted.js';
import { tell } from '../outcome.js';
import type { Runtime } from '../runtime.js';
import { BuildLane } from './build-lane.js';
import { ChangeLane } from './change-lane.js';
import { differences } from './differences.js';
import { untilEngineAnswers } from './engine-answers.js';
import { FileWatch } from './file-watch.js';
import { followContainers } from './project-containers.js';
import type { RecordedFiles } from './recorded-files.js';
import { ServiceLane } from './service-lane.js';
import { SyncedContainer } from './synced-container.js';
import { WatchActions, type WatchActionsRequest } from './watch-actions.js';
import { watchLimit } from './watch-limit.js';
import { openWatchModel, type WatchModel } from './watch-model.js';

export interface WatchSessionRequest extends WatchActionsRequest {
  /** False: what changed files of the project would do is only shown. */
  readonly applies: boolean;
}

/** What a person can have a watch do. */
export interface WatchControls {
  restartAll(): void;
  rebuildAll(): void;
  togglePause(): void;
}

interface Surroundings {
  readonly runtime: Runtime;
  readonly engine: Engine;
  readonly recorded: RecordedFiles;
}

/** A project under watch, until its signal aborts. */
export class WatchSession implements WatchControls {
  readonly #runtime: Runtime;
  readonly #engine: Engine;
  readonly #recorded: RecordedFiles;
  readonly #actions: WatchActions;
  readonly #changes: ChangeLane;
  readonly #builds: BuildLane;
  readonly #state: StateFiles | undefined;
  readonly #lanes = new Map<string, ServiceLane>();
  readonly #commands = new Map<string, ChangeLane>();
  readonly #containers = new Map<ContainerId, AttachedContainer>();
  #imagesBefore: ReadonlyMap<string, string> = new Map();
  #toRestart = new Map<string, Set<RawPath>>();
  #files: FileWatch | undefined;
  #isPaused = false;
  #fail: (error: unknown) => void = () => {};

  constructor(
    { runtime, engine, recorded }: Surroundings,
    private readonly request: WatchSessionRequest,
    private model: WatchModel,
  ) {
    this.#runtime = runtime;
    this.#engine = engine;
    this.#recorded = recorded;
    this.#state = stateFiles(runtime.environment, 'watched');
    this.#actions = new WatchActions(runtime, engine, request);
    this.#changes = new ChangeLane(runtime.signal);
    this.#builds = new BuildLane(
      {
        onBegin: (services, paths, again) => this.#news({ kind: 'rebuilding', services, paths, again }),
        build: async (services, signal) => {
          this.#imagesBefore = await this.#actions.imagesOf(this.model, services);
          return await this.#actions.build(services, signal);
        },
        onBuilt: (services, paths, begin) => this.#replace(services, paths, begin),
        onFailed: (services) => this.#news({ kind: 'not-rebuilt', services }),
        fail: (error) => this.#fail(error),
      },
      runtime.signal,
      runtime.now,
    );
  }

  /** Resolves when the signal of the runtime aborts; rejects with what must not happen. */
  async run(): Promise<void> {
    const { signal } = this.#runtime;
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    failed.catch(() => {});
    try {
      this.#files = await this.#watchFiles();
      const { ended } = await followContainers(this.#engine, this.#project, signal, {
        onJoin: (id, container) => {
          this.#containers.set(id, container);
          this.#join(id, container);
        },
        onLeave: (id) => {
          this.#containers.delete(id);
          void this.#state?.remove(id);
          for (const lane of this.#lanes.values()) lane.leave(id);
        },
        onAway: () => this.#news({ kind: 'engine-away' }),
        onBack: async () => {
          this.#news({ kind: 'engine-back' });
          // With the engine, its containers may have stopped.
          await this.#apply([]);
        },
      });
      ended.catch(this.#fail);
      this.#tellEnabled();
      await Promise.race([aborted(signal), failed]);
    } finally {
      // What is under way ends in good order, and may have begun to watch anew.
      await this.#builds.settled();
      await this.#changes.settled();
      await this.#files?.close();
      await this.#saveRecords();
    }
  }

  /** What it is about, as the files have it now. */
  get services(): ReadonlySet<string> {
    return this.model.selection.requested;
  }

  restartAll(): void {
    for (const service of this.model.rules.keys()) this.#restart(service, []);
  }

  rebuildAll(): void {
    const { project } = this.model.selection;
    for (const service of this.model.rules.keys())
      if (project.services[service]?.build !== undefined) this.#builds.want(service, []);
  }

  togglePause(): void {
    this.#isPaused = !this.#isPaused;
    this.#files?.pause(this.#isPaused);
    this.#news({ kind: this.#isPaused ? 'paused' : 'resumed' });
  }

  async #saveRecords(): Promise<void> {
    for (const lane of this.#lanes.values())
      for (const container of lane.containers) await (await container.record).save();
  }

  get #project(): ProjectName {
    return this.model.selection.project.name;
  }

  #news(news: WatchNews): void {
    this.#runtime.emit({ type: 'watch', news });
  }

  #tellEnabled(): void {
    const services = [...this.model.rules.keys()].sort();
    this.#news({ kind: 'enabled', services, folders: this.#files?.folderCount ?? 0 });
  }

  #watchFiles(): Promise<FileWatch> {
    return FileWatch.open(this.model, this.#recorded, this.#runtime.now, {
      onService: (service, changes) => this.#act(service, changes),
      onModel: (paths) => void this.#modelChanged(paths).catch(this.#fail),
      onLimit: (limit) => tell(this.#runtime, [watchLimit(limit)]),
      fail: (error) => this.#fail(error),
    });
  }

  #lane(service: string): ServiceLane {
    const lane =
      this.#lanes.get(service) ??
      new ServiceLane(service, {
        emit: this.#runtime.emit,
        now: this.#runtime.now,
        signal: this.#runtime.signal,
        engineBack: () => untilEngineAnswers(this.#engine, this.#runtime.signal),
        doubt: (paths) => this.#files?.doubt(paths),
        fail: (error) => this.#fail(error),
      });
    this.#lanes.set(service, lane);
    return lane;
  }

  #join(id: ContainerId, attached: AttachedContainer): void {
    const rules = this.model.rules.get(attached.service);
    if (rules === undefined) return;
    const { signal } = this.#runtime;
    const container = new SyncedContainer(this.#engine, id, attached, this.#state, signal);
    const places = rules.flatMap((rule) => rule.targetOf(rule.root) ?? []);
    container.prepare(places).catch(() => {
      // Asked again when something changes; what is wrong is told then.
    });
    this.#lane(attached.service).join(container, () =>
      differences(this.#engine, container, rules, () => this.#files?.entries() ?? [], signal),
    );
  }

  #act(service: string, changes: readonly TreeChange[]): void {
    const { sync, exec, restart, rebuild } = workOf(this.model.rules.get(service) ?? [], changes);
    const afterwards = [
      ...exec.map((rule) => () => this.#exec(service, rule)),
      ...(restart.length === 0 ? [] : [() => this.#restart(service, restart)]),
    ];
    if (sync.length > 0 || afterwards.length > 0) this.#lane(service).bring(sync, afterwards);
    if (rebuild.length > 0) this.#builds.want(service, rebuild);
  }

  #exec(service: string, rule: WatchedRule): void {
    const lane = this.#commands.get(service) ?? new ChangeLane(this.#runtime.signal);
    this.#commands.set(service, lane);
    const run = async (): Promise<void> => {
      await Promise.all(
        [...this.#lane(service).containers].map(async (container) => {
          const begin = this.#runtime.now();
          const exitCode = await this.#actions.exec(rule, container);
          if (exitCode === undefined) return;
          const durationMs = this.#runtime.now() - begin;
          this.#news({
            kind: 'executed',
            service,
            container: container.container.name,
            exitCode,
            durationMs,
          });
        }),
      );
    };
    lane.do(`exec ${rule.index}`, run).catch(this.#fail);
  }

  #restart(service: string, paths: readonly RawPath[]): void {
    this.#toRestart.set(service, new Set([...(this.#toRestart.get(service) ?? []), ...paths]));
    const run = async (): Promise<void> => {
      const asked = this.#toRestart;
      this.#toRestart = new Map();
      const begin = this.#runtime.now();
      const services = [...asked.keys()].sort();
      const outcome = await this.#actions.restart(services);
      if (outcome.kind !== 'succeeded') return;
      const because = [...new Set([...asked.values()].flatMap((each) => [...each]))].map(textOf);
      this.#news({ kind: 'restarted', services, paths: because, durationMs: this.#runtime.now() - begin });
    };
    this.#changes.do('restart', run).catch(this.#fail);
  }

  async #replace(services: readonly string[], paths: readonly string[], begin: number): Promise<void> {
    const before = this.#imagesBefore;
    await this.#changes.do(`replace ${services.join()}`, async () => {
      const outcome = await this.#actions.replaceBuilt(this.model, services);
      if (outcome.kind === 'cancelled') return;
      if (outcome.kind !== 'succeeded') {
        this.#news({ kind: 'not-rebuilt', services });
        return;
      }
      const now = await this.#actions.imagesOf(this.model, services);
      const old = [...before].flatMap(([service, id]) => (now.get(service) === id ? [] : [id]));
      const replaced = old.length > 0 || before.size < now.size;
      this.#news({ kind: 'rebuilt', services, paths, replaced, durationMs: this.#runtime.now() - begin });
      await this.#actions.prune(this.model, old);
    });
  }

  async #modelChanged(paths: readonly RawPath[]): Promise<void> {
    const rebuild = paths.flatMap((path) => this.model.dockerfiles.get(path) ?? []);
    const others = paths.filter((path) => this.#recorded.paths.has(textOf(path)));
    for (const service of new Set(rebuild)) this.#builds.want(service, paths);
    if (others.length > 0) await this.#apply(others.map(textOf));
  }

  /** @param paths files of the project that have changed; none: what runs may have */
  async #apply(paths: readonly string[]): Promise<void> {
    await this.#changes.do('apply', async () => {
      const { applies } = this.request;
      if (paths.length > 0) this.#news({ kind: 'files-changed', paths, applies });
      const model = await openWatchModel(this.#runtime, {
        ...this.request,
        builds: this.request.options.build !== 'never',
      });
      // What is wrong was told. Everything goes on as it was, and the next edit is another chance.
      if (model === undefined) return;
      if (!applies && paths.length > 0) {
        const planned = await this.#actions.plan();
        if (planned.kind === 'succeeded') this.#news({ kind: 'planned', plan: planned.value });
        return;
      }
      const old = this.#files;
      this.model = model;
      this.#files = await this.#watchFiles();
      this.#files.pause(this.#isPaused);
      // Those that the new watch came too late for.
      this.#files.add(((await old?.close()) ?? []).filter(({ path }) => !paths.map(rawPath).includes(path)));
      await this.#actions.apply();
      for (const service of this.#lanes.keys()) if (!model.rules.has(service)) this.#lanes.delete(service);
      for (const [id, container] of this.#containers)
        if (this.#lanes.get(container.service)?.has(id) !== true) this.#join(id, container);
      if (paths.length > 0) this.#tellEnabled();
    });
  }
}
