import type {
  CallOptions,
  Engine,
  EngineInfo,
  EngineLogEntry,
  EngineVersion,
  LabelFilter,
} from '../../src/engine/engine.js';
import type { Behaviours } from './behaviour.js';
import { endRun, type Life, print, setHealth } from './container-life.js';
import { FakeContainers } from './fake-containers.js';
import { FakeEvents } from './fake-events.js';
import { FakeImages, imageId } from './fake-images.js';
import { FakeLocks } from './fake-locks.js';
import { FakeNetworks } from './fake-networks.js';
import { FakeVolumes } from './fake-volumes.js';
import { type FakeCall, Journal } from './journal.js';
import { VirtualClock } from './virtual-clock.js';

export interface FakeEngineOptions {
  /** References of images that are there. */
  readonly images?: readonly string[];
  /** References that can be pulled. */
  readonly registry?: readonly string[];
  readonly behaviours?: Behaviours;
  /** See `VirtualClock`. */
  readonly time?: 'immediate' | 'manual';
}

/** An engine in memory. What it promises is written in fake-engine.md and checked by the contract suite. */
export class FakeEngine implements Engine {
  readonly containers: FakeContainers;
  readonly networks: FakeNetworks;
  readonly volumes: FakeVolumes;
  readonly images: FakeImages;
  readonly locks: FakeLocks;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  /** Host ports that something other than a container holds. */
  readonly busyPorts = new Set<number>();
  /** May be set at any time: it is asked at each start. */
  behaviours: Behaviours;
  readonly #events = new FakeEvents();
  readonly #life: Life;

  constructor({ images = [], registry = [], behaviours, time = 'immediate' }: FakeEngineOptions = {}) {
    this.behaviours = behaviours ?? (() => ({}));
    this.clock = new VirtualClock(time);
    this.journal = new Journal(() => this.#events.lose());
    this.#life = {
      clock: this.clock,
      behaviourOf: ({ name, spec }) => this.behaviours({ name, labels: spec.labels }),
      emit: ({ id, name, spec }, action) =>
        this.#events.emit({ id, name, labels: spec.labels, timeNano: this.clock.timeNano(), ...action }),
      logged: (container) => this.containers.wakeReaders(container),
    };
    const containers = () => this.containers;
    this.networks = new FakeNetworks(this.journal, containers);
    this.volumes = new FakeVolumes(this.journal, containers);
    this.images = new FakeImages(this.journal, containers);
    this.locks = new FakeLocks(this.journal);
    this.containers = new FakeContainers({
      journal: this.journal,
      life: this.#life,
      imageId: (reference) => this.images.idOf(reference),
      networkId: (name) => this.networks.idOf(name),
      makeVolume: (name) => this.volumes.make(name),
      dropVolume: (name) => this.volumes.drop(name),
      busyPorts: this.busyPorts,
    });
    for (const reference of images) this.addImage(reference);
    for (const reference of registry) this.publishImage(reference);
  }

  async version(): Promise<EngineVersion> {
    return { engine: 'fake', api: '1.51', os: 'linux', arch: 'amd64', host: 'fake://' };
  }

  async info(): Promise<EngineInfo> {
    return {
      storageDriver: 'fake',
      rootDir: '/var/lib/fake',
      cpus: 2,
      memoryBytes: 2 ** 30,
      rootless: false,
      warnings: [],
      addressPools: [],
    };
  }

  async *eventLog(
    filter: LabelFilter,
    options?: CallOptions & { readonly since?: string; readonly until?: string },
  ): AsyncGenerator<EngineLogEntry> {
    await this.journal.enter({ call: 'eventLog', writes: false, subject: '' }, options);
    for await (const { id, name, labels, timeNano, action } of this.#events.subscribe(
      filter,
      options?.signal,
    ))
      yield { id, action, attributes: { ...labels, name }, timeNano };
  }

  readonly events: Engine['events'] = async (filter, options) => {
    await this.journal.enter({ call: 'events', writes: false, subject: '' }, options);
    return this.#events.subscribe(filter, options?.signal);
  };

  close(): void {
    this.journal.die();
  }

  // What tests look at and do.

  get calls(): readonly FakeCall[] {
    return this.journal.calls;
  }

  /** `call subject` of every call that changed something, in order. */
  get writes(): readonly string[] {
    return this.calls.filter(({ writes }) => writes).map(({ call, subject }) => `${call} ${subject}`);
  }

  /** Puts an image on the engine; another `seed` stands for other content under the same reference. */
  addImage(reference: string, seed = reference): void {
    this.images.present.set(withTag(reference), imageId(seed));
  }

  /** Puts an image into the registry. */
  publishImage(reference: string, seed = reference): void {
    this.images.registry.set(withTag(reference), imageId(seed));
  }

  /** The program in a container ends by itself. */
  exit(name: string, exitCode: number): void {
    endRun(this.#life, this.containers.byName(name), exitCode);
  }

  setHealth(name: string, health: 'healthy' | 'unhealthy', output?: string): void {
    setHealth(this.#life, this.containers.byName(name), health, output);
  }

  print(name: string, text: string, stream: 'stdout' | 'stderr' = 'stdout'): void {
    print(this.#life, this.containers.byName(name), stream, text);
  }
}

function withTag(reference: string): string {
  return /:[^/]*$/.test(reference) ? reference : `${reference}:latest`;
}
