import type { EngineAddress } from '../../scripts/engine/engine-address.js';
import { type EngineAnswer, type EngineCall, requestEngine } from '../../scripts/engine/engine-request.js';
import type {
  Container,
  ContainerEntry,
  ContainerInspect,
  ImageEntry,
  Leftover,
  NamedResource,
  NetworkEntry,
  VolumeEntry,
} from './daemon-answers.js';

const projectLabel = 'com.docker.compose.project';
const serviceLabel = 'com.docker.compose.service';

/**
 * The daemon's own account of itself, over plain HTTP and not through the code under test. Every call is over
 * within 30 seconds and rejects on any status that was not expected.
 */
export class DaemonClient {
  readonly #address: EngineAddress;

  constructor(address: EngineAddress) {
    this.#address = address;
  }

  /** All containers of a project, running or not, sorted by name. */
  async containers(project: string): Promise<readonly Container[]> {
    const listed = await this.#get<readonly { Id: string }[]>('/containers/json', {
      all: '1',
      filters: labelFilter(project),
    });
    const found = await Promise.all(listed.map(({ Id }) => this.container(Id)));
    return found.filter((one) => one !== undefined).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** By name or id; undefined when there is none. */
  async container(nameOrId: string): Promise<Container | undefined> {
    const raw = await this.#find<ContainerInspect>(`/containers/${nameOrId}/json`);
    return raw === undefined ? undefined : describe(raw);
  }

  /** Everything that the engine tells of one network or volume. */
  async inspect(kind: 'networks' | 'volumes', name: string): Promise<unknown> {
    return await this.#get(`/${kind}/${name}`, {});
  }

  /** The newest version of its interface that the engine speaks. */
  async apiVersion(): Promise<string> {
    return (await this.#get<{ ApiVersion: string }>('/version', {})).ApiVersion;
  }

  async networks(project: string): Promise<readonly NamedResource[]> {
    const found = await this.#get<readonly NetworkEntry[]>('/networks', { filters: labelFilter(project) });
    return found.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} }));
  }

  async volumes(project: string): Promise<readonly NamedResource[]> {
    const found = await this.#get<{ Volumes: readonly VolumeEntry[] | null }>('/volumes', {
      filters: labelFilter(project),
    });
    return (found.Volumes ?? []).map(({ Name, Labels }) => ({ id: Name, name: Name, labels: Labels ?? {} }));
  }

  /** The image's id; undefined when it is not there. */
  async image(reference: string): Promise<string | undefined> {
    return (await this.#find<{ Id: string }>(`/images/${reference}/json`))?.Id;
  }

  /** Gives an image another name. */
  async tag(id: string, repo: string): Promise<void> {
    await this.#call({ method: 'POST', path: `/images/${id}/tag?${new URLSearchParams({ repo })}` });
  }

  /** How an image was made, step by step, and what it is set up with. */
  async imageDetails(reference: string): Promise<unknown> {
    return await Promise.all(
      ['json', 'history'].map((what) => this.#get<unknown>(`/images/${reference}/${what}`, {})),
    );
  }

  /** The last 200 lines of a container, its stdout and stderr in the order written. */
  async logs(nameOrId: string): Promise<string> {
    const { bytes } = await this.#call({ path: `/containers/${nameOrId}/logs?stdout=1&stderr=1&tail=200` });
    return withoutFrameHeaders(bytes);
  }

  /** The text of a file in a container, running or not; undefined when it is not there. */
  async file(nameOrId: string, path: string): Promise<string | undefined> {
    const { status, bytes } = await this.#call(
      { path: `/containers/${nameOrId}/archive?path=${path}` },
      [404],
    );
    // One entry of a tar: its size is in octal digits at 124, its content after the 512 bytes of its head.
    const size = Number.parseInt(bytes.subarray(124, 136).toString(), 8);
    return status === 404 ? undefined : bytes.subarray(512, 512 + size).toString();
  }

  /** Everything that happened to a project in a span of time; seconds since the epoch. */
  async events(project: string, since: number, until: number): Promise<string> {
    const query = new URLSearchParams({
      since: String(since),
      until: String(until),
      filters: labelFilter(project),
    });
    return (await this.#call({ path: `/events?${query}` })).body;
  }

  /** Everything on the engine whose name or project begins with the prefix. */
  async everythingOf(prefix: string): Promise<readonly Leftover[]> {
    const [containers, networks, volumes, images] = await Promise.all([
      this.#get<readonly ContainerEntry[]>('/containers/json', { all: '1' }),
      this.#get<readonly NetworkEntry[]>('/networks', {}),
      this.#get<{ Volumes: readonly VolumeEntry[] | null }>('/volumes', {}),
      this.#get<readonly ImageEntry[]>('/images/json', {}),
    ]);
    const ours = (name: string, labels: Labels | null = null): boolean =>
      name.startsWith(prefix) || (labels?.[projectLabel] ?? '').startsWith(prefix);
    // With the names that it has in a registry; one that was built again has none left, and still its label.
    const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
    const unnamed = images.filter(
      ({ RepoTags, Labels }) => (RepoTags ?? []).length === 0 && ours('', Labels),
    );
    return [
      ...containers
        .map(({ Id, Names, Labels }) => ({
          id: Id,
          name: (Names[0] ?? '').replace(/^\//, ''),
          labels: Labels,
        }))
        .filter(({ name, labels }) => ours(name, labels))
        .map(({ id, name }) => ({ kind: 'container', id, name }) as const),
      ...networks
        .filter(({ Name, Labels }) => ours(Name, Labels))
        .map(({ Id, Name }) => ({ kind: 'network', id: Id, name: Name }) as const),
      ...(volumes.Volumes ?? [])
        .filter(({ Name, Labels }) => ours(Name, Labels))
        .map(({ Name }) => ({ kind: 'volume', id: Name, name: Name }) as const),
      ...tags
        .filter((tag) => ours(tag.slice(tag.lastIndexOf('/') + 1)))
        .map((tag) => ({ kind: 'image', id: tag, name: tag }) as const),
      ...unnamed.map(({ Id }) => ({ kind: 'image', id: Id, name: Id }) as const),
    ];
  }

  /** With the signal and the patience of the container itself. */
  async stop(id: string): Promise<void> {
    await this.#call({ method: 'POST', path: `/containers/${id}/stop` });
  }

  async pause(id: string): Promise<void> {
    await this.#call({ method: 'POST', path: `/containers/${id}/pause` });
  }

  async update(id: string, settings: object): Promise<void> {
    await this.#call({ method: 'POST', path: `/containers/${id}/update`, json: settings });
  }

  async disconnect(network: string, id: string): Promise<void> {
    await this.#call({ method: 'POST', path: `/networks/${network}/disconnect`, json: { Container: id } });
  }

  /** Removing what is gone already succeeds. */
  async remove({ kind, id }: Leftover): Promise<void> {
    const flags = { container: '?force=1&v=1', network: '', volume: '?force=1', image: '?force=1' }[kind];
    await this.#call({ method: 'DELETE', path: `/${kind}s/${id}${flags}` }, [404]);
  }

  async #get<Answer>(path: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    const { body } = await this.#call({ path: `${path}?${new URLSearchParams(query)}` });
    return JSON.parse(body);
  }

  async #find<Answer>(path: string): Promise<Answer | undefined> {
    const { status, body } = await this.#call({ path }, [404]);
    return status === 404 ? undefined : JSON.parse(body);
  }

  async #call(call: Omit<EngineCall, 'timeoutMs'>, expected: readonly number[] = []): Promise<EngineAnswer> {
    const answer = await requestEngine(this.#address, { ...call, timeoutMs: 30_000 });
    if (answer.status < 300 || expected.includes(answer.status)) return answer;
    throw new Error(`${call.method ?? 'GET'} ${call.path}: ${answer.status} ${answer.body.trim()}`);
  }
}

type Labels = Readonly<Record<string, string>>;

const labelFilter = (project: string): string => JSON.stringify({ label: [`${projectLabel}=${project}`] });

function describe(raw: ContainerInspect): Container {
  return {
    id: raw.Id,
    name: raw.Name.replace(/^\//, ''),
    service: raw.Config.Labels[serviceLabel],
    state: raw.State.Status,
    health: raw.State.Health?.Status,
    exitCode: raw.State.ExitCode,
    startedAt: raw.State.StartedAt,
    finishedAt: raw.State.FinishedAt,
    environment: Object.fromEntries((raw.Config.Env ?? []).map(splitAtEquals)),
    labels: raw.Config.Labels,
    raw,
  };
}

function splitAtEquals(variable: string): [string, string] {
  const at = variable.indexOf('=');
  return at === -1 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

/** Without a terminal, each part has 8 bytes in front: the stream, three zeros, and the length (big-endian). */
function withoutFrameHeaders(bytes: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    if (bytes.readUInt32BE(at) & 0x00ffffff) return bytes.toString();
    const length = bytes.readUInt32BE(at + 4);
    parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString();
}
