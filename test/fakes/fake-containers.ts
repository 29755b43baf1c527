import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import type {
  CallOptions,
  ContainerCalls,
  ContainerUsage,
  Conversation,
  ConversationOptions,
  ExecConversation,
  ExecEvent,
  ExecSpec,
  LogLine,
  LogOptions,
  OutputFrame,
} from '../../src/engine/engine.js';
import { EngineError, type EngineFailure } from '../../src/engine/engine-error.js';
import type { ContainerSpec, ResolvedMount } from '../../src/model/container-spec.js';
import { type ContainerId, containerId } from '../../src/model/names.js';
import { endRun, type Life, startRun } from './container-life.js';
import {
  configuration,
  details,
  type FakeContainer,
  type FakeEndpoint,
  isRunning,
  observed,
} from './fake-container.js';
import type { Journal } from './journal.js';
import { matchesLabels } from './labels.js';

/** What containers need of the rest of the engine. */
export interface Surroundings {
  readonly journal: Journal;
  readonly life: Life;
  readonly imageId: (reference: string) => string | undefined;
  /** By name or id. */
  readonly networkId: (nameOrId: string) => string | undefined;
  readonly makeVolume: (name: string) => void;
  readonly dropVolume: (name: string) => void;
  /** Host ports that something other than a container holds. */
  readonly busyPorts: ReadonlySet<number>;
}

/** What an update sets and cannot take away. */
const limits = [
  'cpu_period',
  'cpu_quota',
  'cpu_shares',
  'cpus',
  'cpuset',
  'mem_limit',
  'mem_reservation',
  'memswap_limit',
] as const;

const killedExitCode = 137;
const termExitCode = 143;

export class FakeContainers implements ContainerCalls {
  readonly all: FakeContainer[] = [];
  readonly #around: Surroundings;
  readonly #readers = new Map<FakeContainer, Set<() => void>>();
  #made = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  readonly list: ContainerCalls['list'] = async (filter, options) => {
    await this.#enter('list', '', options, false);
    return this.all
      .filter(({ spec }) => matchesLabels(spec.labels, filter))
      .map(observed)
      .reverse();
  };

  readonly inspect: ContainerCalls['inspect'] = async (id, options) => {
    await this.#enter('inspect', id, options, false);
    return details(this.get(id));
  };

  readonly compare: ContainerCalls['compare'] = async (id, spec, options) => {
    await this.#enter('compare', id, options, false);
    const { service, networks } = this.get(id);
    return {
      told: configuration(
        service,
        networks.map(({ attachment }) => attachment),
      ),
      asked: configuration(spec.service, spec.networks),
    };
  };

  readonly update: ContainerCalls['update'] = async (id, service, options) => {
    await this.#enter('update', id, options);
    const container = this.get(id);
    const { restart: _restart, pids_limit: _pids, ...kept } = container.service;
    const { restart, pids_limit } = service;
    const set = limits.flatMap((limit) => (service[limit] === undefined ? [] : [[limit, service[limit]]]));
    container.service = {
      ...kept,
      ...Object.fromEntries(set),
      ...(restart !== undefined && { restart }),
      ...(pids_limit !== undefined && { pids_limit }),
    };
    return [];
  };

  readonly create: ContainerCalls['create'] = async (spec, options) => {
    await this.#enter('create', spec.name, options);
    const imageId = this.#around.imageId(spec.image);
    if (imageId === undefined) {
      throw refused(`No such image: ${spec.image}`, { kind: 'image-not-found', image: spec.image });
    }
    this.#checkName(spec.name);
    const container = this.#make(spec, imageId);
    this.all.push(container);
    this.#around.life.emit(container, { action: 'created' });
    return { id: container.id, warnings: [] };
  };

  readonly describe: ContainerCalls['describe'] = async (id, options) => {
    await this.#enter('describe', id, options, false);
    const { name, state } = this.get(id);
    return { Id: id, Name: `/${name}`, State: { Status: state } };
  };

  readonly start: ContainerCalls['start'] = async (id, options) => {
    await this.#enter('start', id, options);
    const container = this.get(id);
    if (!isRunning(container)) this.#start(container);
  };

  readonly stop: ContainerCalls['stop'] = async (id, options) => {
    await this.#enter('stop', id, options);
    this.#stop(this.get(id), options?.timeoutSeconds);
  };

  readonly kill: ContainerCalls['kill'] = async (id, options) => {
    await this.#enter('kill', id, options);
    const container = this.get(id);
    if (!isRunning(container)) {
      throw refused(`container ${container.name} is not running`, { kind: 'conflict' });
    }
    container.stopped = true;
    endRun(this.#around.life, container, killedExitCode);
  };

  readonly restart: ContainerCalls['restart'] = async (id, options) => {
    await this.#enter('restart', id, options);
    const container = this.get(id);
    this.#stop(container, options?.timeoutSeconds);
    this.#start(container);
  };

  readonly pause: ContainerCalls['pause'] = async (id, options) => {
    await this.#enter('pause', id, options);
    const container = this.get(id);
    if (container.state === 'running') container.state = 'paused';
    else if (container.state === 'paused')
      throw refused(`container ${container.name} is already paused`, { kind: 'conflict' });
    else throw refused(`container ${container.name} is not running`, { kind: 'conflict' });
    this.#around.life.emit(container, { action: 'paused' });
  };

  readonly unpause: ContainerCalls['unpause'] = async (id, options) => {
    await this.#enter('unpause', id, options);
    const container = this.get(id);
    if (container.state !== 'paused')
      throw refused(`container ${container.name} is not paused`, { kind: 'conflict' });
    container.state = 'running';
    this.#around.life.emit(container, { action: 'unpaused' });
  };

  readonly rename: ContainerCalls['rename'] = async (id, name, options) => {
    await this.#enter('rename', id, options);
    const container = this.get(id);
    this.#checkName(name);
    container.name = name;
    this.#around.life.emit(container, { action: 'renamed' });
  };

  readonly remove: ContainerCalls['remove'] = async (id, options) => {
    await this.#enter('remove', id, options);
    const container = this.all.find((candidate) => candidate.id === id);
    if (container === undefined) return;
    container.stopped = true;
    endRun(this.#around.life, container, killedExitCode);
    container.run += 1;
    this.all.splice(this.all.indexOf(container), 1);
    if (options?.anonymousVolumes) container.anonymousVolumes.forEach(this.#around.dropVolume);
    this.#around.life.emit(container, { action: 'removed' });
    this.wakeReaders(container);
  };

  readonly putFiles: ContainerCalls['putFiles'] = async (id, files, options) => {
    await this.#enter('putFiles', id, options);
    const container = this.get(id);
    for (const { path, content } of files) container.files.set(path, new TextDecoder().decode(content));
  };

  async *exec(id: ContainerId, spec: ExecSpec, options?: CallOptions): AsyncGenerator<ExecEvent> {
    await this.#enter('exec', id, options);
    const container = this.get(id);
    if (container.state !== 'running')
      throw refused(`container ${container.name} is not running`, { kind: 'conflict' });
    const { exec } = this.#around.life.behaviourOf(container);
    const { output = [], exitCode = 0 } = exec?.(spec.command) ?? {};
    for (const text of output) yield { kind: 'output', stream: 'stdout', text };
    yield { kind: 'exited', exitCode };
  }

  /** Only what `putFiles` gave is known of its file system. */
  readonly statPath: ContainerCalls['statPath'] = async (id, path, options) => {
    await this.#enter('statPath', id, options, false);
    const { files } = this.get(id);
    if (files.has(path)) return { kind: 'file' };
    return [...files.keys()].some((file) => file.startsWith(`${path}/`)) ? { kind: 'folder' } : undefined;
  };

  async *getArchive(id: ContainerId, path: string, options?: CallOptions): AsyncGenerator<Uint8Array> {
    await this.#enter('getArchive', id, options, false);
    const content = this.get(id).files.get(path);
    if (content === undefined) throw refused(`Could not find the file ${path}`, { kind: 'not-found' });
    yield* tarOf(path, content);
  }

  readonly putArchive: ContainerCalls['putArchive'] = async (id, folder, archive, options) => {
    await this.#enter('putArchive', id, options);
    const { files } = this.get(id);
    for (const [name, content] of await filesOf(archive)) files.set(`${folder}/${name}`, content);
  };

  readonly removePaths: ContainerCalls['removePaths'] = async (id, paths, options) => {
    await this.#enter('removePaths', id, options);
    const { files } = this.get(id);
    for (const path of paths.map((each) => Buffer.from(each).toString()))
      for (const file of [...files.keys()])
        if (file === path || file.startsWith(`${path}/`)) files.delete(file);
  };

  readonly changedPaths: ContainerCalls['changedPaths'] = async (id, options) => {
    await this.#enter('changedPaths', id, options, false);
    return [...this.get(id).files.keys()];
  };

  async *export(id: ContainerId, options?: CallOptions): AsyncGenerator<Uint8Array> {
    await this.#enter('export', id, options, false);
    for (const [path, content] of this.get(id).files) yield* tarOf(path, content);
  }

  readonly commit: ContainerCalls['commit'] = async (id, _spec, options) => {
    await this.#enter('commit', id, options);
    return `sha256:${this.get(id).id}`;
  };

  readonly top: ContainerCalls['top'] = async (id, options) => {
    await this.#enter('top', id, options, false);
    const { name, state, spec } = this.get(id);
    if (state !== 'running') throw refused(`container ${name} is not running`, { kind: 'conflict' });
    return { titles: ['PID', 'CMD'], processes: [['1', (spec.service.command ?? []).join(' ')]] };
  };

  async *stats(
    id: ContainerId,
    options?: CallOptions & { readonly follow?: boolean },
  ): AsyncGenerator<ContainerUsage> {
    await this.#enter('stats', id, options, false);
    const processes = isRunning(this.get(id)) ? 1 : 0;
    const transferred = { receivedBytes: 0, sentBytes: 0, readBytes: 0, writtenBytes: 0 };
    yield { cpuPercent: 0, memoryBytes: 0, memoryLimitBytes: 0, ...transferred, processes };
  }

  async converse(
    id: ContainerId,
    spec: ExecSpec,
    _how: ConversationOptions,
    options?: CallOptions,
  ): Promise<ExecConversation> {
    const events: ExecEvent[] = [];
    for await (const event of this.exec(id, spec, options)) events.push(event);
    const end = events.find((event) => event.kind === 'exited');
    return {
      ...silent,
      output: framesOf([events.flatMap((event) => (event.kind === 'output' ? [event] : []))]),
      exitCode: async () => end?.exitCode,
    };
  }

  async execDetached(id: ContainerId, spec: ExecSpec, options?: CallOptions): Promise<void> {
    for await (const _ of this.exec(id, spec, options));
  }

  async attach(id: ContainerId, _how: ConversationOptions, options?: CallOptions): Promise<Conversation> {
    const said = this.get(id).logs.length;
    const follow = { follow: true, ...options };
    const lines = this.logs(id, follow);
    for (let line = 0; line < said; line += 1) await lines.next();
    return { ...silent, output: framesOf(lines) };
  }

  async *logs(id: ContainerId, options: CallOptions & LogOptions = {}): AsyncGenerator<readonly LogLine[]> {
    try {
      await this.#enter('logs', id, options, false);
    } catch (error) {
      if (options.signal?.aborted) return;
      throw error;
    }
    const container = this.get(id);
    const { signal, tail, follow, since } = options;
    let next = tail === undefined ? 0 : Math.max(0, container.logs.length - tail);
    while (!signal?.aborted) {
      const line = container.logs[next];
      if (line !== undefined) {
        next += 1;
        if (since === undefined || line.timestamp >= since) yield [line];
      } else if (follow && (isRunning(container) || container.state === 'restarting')) {
        await this.#moreLogs(container, signal);
      } else {
        return;
      }
    }
  }

  get(id: ContainerId): FakeContainer {
    const container = this.all.find((candidate) => candidate.id === id);
    if (container === undefined) throw refused(`No such container: ${id}`, { kind: 'not-found' });
    return container;
  }

  byName(name: string): FakeContainer {
    const container = this.all.find((candidate) => candidate.name === name);
    if (container === undefined) throw refused(`No such container: ${name}`, { kind: 'not-found' });
    return container;
  }

  wakeReaders(container: FakeContainer): void {
    for (const wake of this.#readers.get(container) ?? []) wake();
    this.#readers.delete(container);
  }

  #enter(call: string, subject: string, options: CallOptions | undefined, writes = true): Promise<void> {
    const named = this.all.find(({ id }) => id === subject)?.name ?? subject;
    return this.#around.journal.enter({ call: `containers.${call}`, writes, subject: named }, options);
  }

  #checkName(name: string): void {
    const owner = this.all.find((container) => container.name === name);
    if (owner === undefined) return;
    throw refused(`The container name "/${name}" is already in use by container "${owner.id}"`, {
      kind: 'name-conflict',
      name,
      ownerId: owner.id,
    });
  }

  #make(spec: ContainerSpec, imageId: string): FakeContainer {
    this.#made += 1;
    // The beginnings differ too: a container that is set aside is named by that of its id.
    const id = containerId(this.#made.toString(16).padStart(12, '0').repeat(6).slice(0, 64));
    const anonymousVolumes: string[] = [];
    const mounts = spec.mounts.map((mount, index) => {
      const volume = volumeOf(mount, `${id.slice(-32)}${index}`.padStart(64, 'a'));
      if (volume !== undefined) this.#around.makeVolume(volume);
      if (volume !== undefined && mount.source === undefined) anonymousVolumes.push(volume);
      return {
        type: mount.type,
        target: mount.target,
        ...(volume === undefined ? {} : { name: volume }),
        ...(mount.type === 'bind' && mount.source !== undefined ? { source: mount.source } : {}),
      };
    });
    return {
      id,
      name: spec.name,
      spec,
      imageId,
      createdAt: Math.floor(this.#around.life.clock.nowMs / 1000),
      mounts,
      anonymousVolumes,
      service: spec.service,
      networks: spec.networks.map((attachment) => ({ attachment, id: '' })),
      state: 'created',
      health: undefined,
      lastProbe: undefined,
      exitCode: 0,
      outOfMemory: false,
      error: '',
      restartCount: 0,
      startedAt: undefined,
      finishedAt: undefined,
      run: 0,
      stopped: false,
      logs: [],
      files: new Map(),
    };
  }

  #start(container: FakeContainer): void {
    const failure = this.#startFailure(container);
    if (failure !== undefined) {
      container.error = failure.message;
      container.exitCode = 128;
      throw failure;
    }
    container.networks = container.networks.map((endpoint) => ({
      ...endpoint,
      id: this.#around.networkId(keyOf(endpoint)) ?? '',
    }));
    startRun(this.#around.life, container);
  }

  #startFailure(container: FakeContainer): EngineError | undefined {
    const { startFailure } = this.#around.life.behaviourOf(container);
    if (startFailure !== undefined) return refused(startFailure, { kind: 'invalid-request' });
    const missing = container.networks.map(keyOf).find((key) => this.#around.networkId(key) === undefined);
    if (missing !== undefined) return refused(`network ${missing} not found`, { kind: 'not-found' });
    for (const { published, host_ip: hostIp = '0.0.0.0' } of container.spec.service.ports ?? []) {
      const port = Number(published);
      const owner = this.all.find((other) => other !== container && publishes(other, port));
      if (owner === undefined && !this.#around.busyPorts.has(port)) continue;
      const failure = { kind: 'port-in-use', hostIp, port } as const;
      const message = `Bind for ${hostIp}:${port} failed: port is already allocated`;
      return refused(message, owner === undefined ? failure : { ...failure, owner: owner.name });
    }
    return undefined;
  }

  #stop(container: FakeContainer, timeoutSeconds: number | undefined): void {
    container.stopped = true;
    if (container.state === 'restarting') {
      container.run += 1;
      container.state = 'exited';
    }
    if (!isRunning(container)) return;
    const killed = timeoutSeconds === 0 || this.#around.life.behaviourOf(container).ignoresStop;
    endRun(this.#around.life, container, killed ? killedExitCode : termExitCode);
    this.#around.life.emit(container, { action: 'stopped' });
  }

  async #moreLogs(container: FakeContainer, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      const waiting = this.#readers.get(container) ?? new Set();
      waiting.add(resolve);
      this.#readers.set(container, waiting);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}

/** An engine looks for the network that a container was on, and for the name only if it was on none yet. */
const keyOf = ({ attachment, id }: FakeEndpoint): string => id || attachment.network;

function publishes(container: FakeContainer, port: number): boolean {
  if (!isRunning(container)) return false;
  return (container.spec.service.ports ?? []).some(({ published }) => Number(published) === port);
}

function volumeOf(mount: ResolvedMount, anonymousName: string): string | undefined {
  return mount.type === 'volume' ? (mount.source ?? anonymousName) : undefined;
}

export function refused(message: string, failure: EngineFailure): EngineError {
  return new EngineError(message, failure);
}

/** Nobody listens to what it is told. */
const silent = { write: async () => {}, end: () => {}, resize: async () => {}, close: () => {} };

type Said = readonly Pick<LogLine, 'stream' | 'text'>[];

async function* framesOf(batches: Iterable<Said> | AsyncIterable<Said>): AsyncGenerator<OutputFrame> {
  for await (const lines of batches)
    for (const { stream, text } of lines) yield { stream, bytes: new TextEncoder().encode(`${text}\n`) };
}
async function* tarOf(path: string, content: string): AsyncGenerator<Uint8Array> {
  const archive = pack();
  archive.entry({ name: path.replace(/^\/+/, '') }, content);
  archive.finalize();
  for await (const chunk of archive) if (chunk instanceof Uint8Array) yield chunk;
}

async function filesOf(archive: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const entries = extract();
  const feeding = pipeline(archive, entries);
  for await (const entry of entries) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    if (entry.header.type === 'file') files.set(entry.header.name, Buffer.concat(chunks).toString());
  }
  await feeding;
  return files;
}
