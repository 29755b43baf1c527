import { isObject, type Json, type JsonObject, listOf, type Snapshot } from './snapshot.js';

/** Values by path, for every container, network and volume; two runs of one tool have the same. */
export type Facts = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Moments, places and ids that the engine chooses. */
const dropped = new Set([
  'Created',
  'CreatedAt',
  'Id',
  'StartedAt',
  'FinishedAt',
  'Pid',
  'Log',
  'FailingStreak',
  'ExecIDs',
  'Health',
  'RestartCount',
  'ExitCode',
  'Error',
  'LogPath',
  'ResolvConfPath',
  'HostnamePath',
  'HostsPath',
  'GraphDriver',
  'SandboxID',
  'SandboxKey',
  'EndpointID',
  'NetworkID',
  'Containers',
]);
/** Written in an order that docker compose leaves to chance. */
const unordered = /\.(Env|Binds|Mounts|Volumes|DNSNames|DeviceIDs|ExtraHosts|Links|Ulimits)$/;
const toolLabel = /^(com\.docker\.compose\.version|dev\.stack\..*)$/;
const address =
  /\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{1,4}:){2,}[0-9a-f:]*/g;

/** @param said everything in the files: an address that is not in it was chosen by the engine */
export function facts(snapshot: Snapshot, said: string): Facts {
  const names = new Map(
    snapshot.containers.map(({ Id, Name }) => [String(Id), String(Name).replace(/^\//, '')]),
  );
  const shorts = new Map([...names].map(([id, name]) => [id.slice(0, 12), name]));
  const text = (value: string): string =>
    value
      .replace(/\b[0-9a-f]{64}\b/g, (id) => (value.startsWith('sha256:') ? id : `<${names.get(id) ?? 'id'}>`))
      .replace(/\b[0-9a-f]{12}\b/g, (id) => (shorts.has(id) ? `<${shorts.get(id)}>` : id))
      .replace(address, (found) =>
        said.includes(found) || /^(127\.0\.0\.1|0\.0\.0\.0)$/.test(found) ? found : '<address>',
      );
  const result = new Map<string, Map<string, string>>();
  const describe = (resource: string, object: JsonObject): void => {
    const values = new Map<string, string>();
    add(values, '', object, text);
    result.set(resource, values);
  };
  for (const container of snapshot.containers)
    describe(`container ${String(container['Name']).slice(1)}`, portless(container));
  for (const network of snapshot.networks) describe(`network ${String(network['Name'])}`, network);
  const anonymous = new Map<string, number>();
  for (const volume of snapshot.volumes) {
    if (text(String(volume['Name'])) !== '<id>') {
      describe(`volume ${String(volume['Name'])}`, volume);
      continue;
    }
    const alike = JSON.stringify(scrub({ ...volume, CreatedAt: '' }, text));
    anonymous.set(alike, (anonymous.get(alike) ?? 0) + 1);
  }
  for (const [alike, count] of anonymous)
    result.set(`anonymous volume ${alike}`, new Map([[' count', String(count)]]));
  return result;
}

function add(values: Map<string, string>, path: string, value: Json, text: (value: string) => string): void {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => JSON.stringify(scrub(item, text)));
    values.set(path, `[${(unordered.test(path) ? items.sort() : items).join(', ')}]`);
  } else if (isObject(value)) {
    if (Object.keys(value).length === 0) values.set(path, '{}');
    for (const [key, part] of Object.entries(value)) {
      if (dropped.has(key) || toolLabel.test(key)) continue;
      if (key === configHash) values.set(`${path}.${key}`, String(part));
      else add(values, `${path}.${text(key)}`, key === dependsOn ? labelValue(part) : part, text);
    }
  } else {
    values.set(path, JSON.stringify(scrub(value, text)));
  }
}

const configHash = 'com.docker.compose.config-hash';
const dependsOn = 'com.docker.compose.depends_on';

/** A set, in an order that docker compose leaves to chance. */
const labelValue = (value: Json): Json =>
  typeof value === 'string' ? value.split(',').sort().join(',') : value;

/** Ports of the host that the engine picked from those that were free. */
function portless(container: JsonObject): JsonObject {
  const host = container['HostConfig'];
  const bindings = isObject(host) ? host['PortBindings'] : undefined;
  const settings = container['NetworkSettings'];
  if (!isObject(settings) || !isObject(settings['Ports']) || !isObject(bindings)) return container;
  const ports = Object.fromEntries(
    Object.entries(settings['Ports']).map(([key, places]) => {
      const asked = listOf(bindings[key] ?? []).map(({ HostPort }) => HostPort);
      const shown: Json =
        places === null
          ? null
          : listOf(places).map((place) => ({
              ...place,
              HostPort: asked.includes(place['HostPort'] ?? '') ? (place['HostPort'] ?? '') : '<port>',
            }));
      return [key, shown];
    }),
  );
  return { ...container, NetworkSettings: { ...settings, Ports: ports } };
}

function scrub(value: Json, text: (value: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item: Json) => scrub(item, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, part]) => [text(key), scrub(part, text)]),
  );
}
