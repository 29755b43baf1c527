import { onTestFinished } from 'vitest';
import type { Engine, EngineEvent } from '../../src/engine/engine.js';
import type { ContainerSpec } from '../../src/model/container-spec.js';
import type { ContainerId } from '../../src/model/names.js';
import { serviceName } from '../../src/model/names.js';
import type { Network, Service } from '../../src/model/project.js';

/** What a program in a container does; each engine under test brings it about in its own way. */
export interface Program {
  readonly prints?: readonly string[];
  readonly printsErrors?: readonly string[];
  /** Exit code; absent: it runs until it is stopped. */
  readonly exits?: number;
  /** Absent: no health check. */
  readonly health?: 'healthy' | 'unhealthy';
}

/** An engine under test. */
export interface Subject {
  readonly engine: Engine;
  /** An image that is there. */
  readonly image: string;
  /** Begins every name that the suite makes. */
  readonly prefix: string;
  /** The attributes of a service whose container, of that name, runs the program. */
  programmed(containerName: string, program: Program): Partial<Service>;
  /** A port of the host that is free. */
  freePort(): Promise<number>;
}

/** Names and makes what one test needs, and takes it away again however the test ends. */
export class World {
  readonly engine: Engine;
  readonly labels: Readonly<Record<string, string>>;
  readonly #subject: Subject;
  readonly #name: string;
  readonly #networks: string[] = [];
  readonly #volumes: string[] = [];

  constructor(subject: Subject) {
    this.engine = subject.engine;
    this.#subject = subject;
    this.#name = `${subject.prefix}-${Math.random().toString(36).slice(2, 8)}`;
    this.labels = { 'dev.stack.test': this.#name };
    onTestFinished(() => this.#clean());
  }

  name(what: string): string {
    return `${this.#name}-${what}`;
  }

  spec(what: string, program: Program = {}, more: Partial<ContainerSpec> = {}): ContainerSpec {
    const name = this.name(what);
    const networks = more.networks ?? [];
    const service: Service = {
      name: serviceName(what),
      command: null,
      entrypoint: null,
      ...this.#subject.programmed(name, program),
      ...more.service,
    };
    return {
      name,
      image: this.#subject.image,
      labels: this.labels,
      networkMode: { kind: 'engine', value: networks[0]?.network ?? 'bridge' },
      networks,
      mounts: [],
      volumesFrom: [],
      links: [],
      ...more,
      service,
    };
  }

  /** Attributes of the service beside what its program needs. */
  serviceWith(what: string, attributes: Partial<Service>): Service {
    return { name: serviceName(what), command: null, entrypoint: null, ...attributes };
  }

  async create(what: string, program?: Program, more?: Partial<ContainerSpec>): Promise<ContainerId> {
    return (await this.engine.containers.create(this.spec(what, program, more))).id;
  }

  async running(what: string, program?: Program, more?: Partial<ContainerSpec>): Promise<ContainerId> {
    const id = await this.create(what, program, more);
    await this.engine.containers.start(id);
    return id;
  }

  async network(what: string, attributes: Partial<Network> = {}): Promise<{ id: string; name: string }> {
    const name = this.name(what);
    const definition = { ...attributes, name };
    const id = await this.engine.networks.create({ definition, labels: this.labels });
    this.#networks.push(id);
    return { id, name };
  }

  async volume(what: string): Promise<string> {
    const name = this.name(what);
    await this.engine.volumes.create({ definition: { name }, labels: this.labels });
    this.#volumes.push(name);
    return name;
  }

  freePort(): Promise<number> {
    return this.#subject.freePort();
  }

  /** Starts to listen now; `until` collects what is heard up to the first event that fits, and stops there. */
  async listen() {
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    const events = await this.engine.events(this.labels, { signal: controller.signal });
    return {
      until: async (fits: (event: EngineEvent) => boolean): Promise<readonly EngineEvent[]> => {
        const heard: EngineEvent[] = [];
        for await (const event of events) {
          heard.push(event);
          if (fits(event)) break;
        }
        return heard;
      },
    };
  }

  /** Starts a container and waits until its program has ended. */
  async runToEnd(id: ContainerId): Promise<void> {
    const listening = await this.listen();
    await this.engine.containers.start(id);
    await listening.until(({ action }) => action === 'died');
  }

  async #clean(): Promise<void> {
    const { containers, networks, volumes } = this.engine;
    const left = await containers.list(this.labels);
    await Promise.all(left.map(({ id }) => containers.remove(id, { anonymousVolumes: true })));
    await Promise.allSettled(this.#networks.map((id) => networks.remove(id)));
    await Promise.allSettled(this.#volumes.map((name) => volumes.remove(name)));
  }
}

/** In words, as a test compares them. */
export function actions(events: readonly EngineEvent[]): readonly string[] {
  return events.map((event) => {
    switch (event.action) {
      case 'died':
        return `died ${event.exitCode}`;
      case 'health':
        return `health ${event.status}`;
      case 'created':
      case 'started':
      case 'stopped':
      case 'paused':
      case 'unpaused':
      case 'renamed':
      case 'removed':
      case 'out-of-memory':
        return event.action;
      default:
        return event satisfies never;
    }
  });
}
