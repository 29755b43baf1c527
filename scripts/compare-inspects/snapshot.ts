import type { EngineAddress } from '../engine/engine-address.js';
import { requestEngine } from '../engine/engine-request.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a project has on the engine, as the engine tells it. */
export interface Snapshot {
  readonly containers: readonly JsonObject[];
  readonly networks: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
}

export class DaemonInspector {
  readonly #address: EngineAddress;

  constructor(address: EngineAddress) {
    this.#address = address;
  }

  async snapshot(project: string): Promise<Snapshot> {
    const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }));
    const containers = await this.#inspected(`/containers/json?all=1&filters=${filters}`, 'containers', 'Id');
    const networks = await this.#inspected(`/networks?filters=${filters}`, 'networks', 'Id');
    const listed = objectAt(await this.#get(`/volumes?filters=${filters}`), 'Volumes');
    const own = listOf(listed).map((volume) => String(volume['Name']));
    const mounted = containers
      .flatMap((container) => listOf(container['Mounts'] ?? []))
      .flatMap(({ Type, Name }) => (Type === 'volume' && typeof Name === 'string' ? [Name] : []));
    const names = [...new Set([...own, ...mounted])];
    const volumes = await Promise.all(names.map((name) => this.#get(`/volumes/${name}`)));
    return { containers, networks, volumes: listOf(volumes) };
  }

  /** What `down` passes over, such as services of a profile that is not active. */
  async removeContainers(project: string): Promise<void> {
    const { containers } = await this.snapshot(project);
    for (const { Id } of containers) {
      const path = `/containers/${String(Id)}?force=1&v=1`;
      await requestEngine(this.#address, { method: 'DELETE', path, timeoutMs: 30_000 });
    }
  }

  async #inspected(path: string, kind: string, key: string): Promise<JsonObject[]> {
    const listed = listOf(await this.#get(path));
    const suffix = kind === 'containers' ? '/json' : '';
    return listOf(
      await Promise.all(listed.map((entry) => this.#get(`/${kind}/${String(entry[key])}${suffix}`))),
    );
  }

  async #get(path: string): Promise<Json> {
    const { status, body } = await requestEngine(this.#address, { path, timeoutMs: 30_000 });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.trim()}`);
    return JSON.parse(body);
  }
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function objectAt(value: Json, key: string): Json {
  return isObject(value) ? (value[key] ?? []) : [];
}

export const listOf = (value: Json): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
