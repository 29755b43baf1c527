import { isDeepStrictEqual } from 'node:util';
import type { ComparedConfiguration } from '../../../model/compared-configuration.js';
import type { ContainerSpec } from '../../../model/container-spec.js';
import { containerCreateBody } from '../translate/container-create-body.js';
import { type ConfigurationParts, record, texts, withImageConfig } from './configuration-parts.js';
import { type Attributes, readAttributes } from './read-attributes.js';
import { compact, list } from './read-mounts.js';

/** The newest form of a request has a place for everything. */
const completeApi = '1.51';

/**
 * Compares what the engine tells of a container with what it would be asked for now. What the engine adds of its
 * own accord, and what it left out because its kernel cannot do it, is no difference.
 *
 * @param inspected the engine's answer for the container
 * @param image its answer for the container's image; undefined when that is gone
 */
export function compareConfiguration(
  spec: ContainerSpec,
  inspected: unknown,
  image: unknown,
): ComparedConfiguration {
  const info = record(inspected);
  const ofImage = record(record(image)['Config']);
  const body: Record<string, unknown> = JSON.parse(JSON.stringify(containerCreateBody(spec, completeApi)));
  const askedParts: ConfigurationParts = {
    config: withImageConfig(body, ofImage),
    host: record(body['HostConfig']),
    endpoints: record(record(body['NetworkingConfig'])['EndpointsConfig']),
  };
  const toldParts: ConfigurationParts = {
    config: record(info['Config']),
    host: record(info['HostConfig']),
    endpoints: record(record(info['NetworkSettings'])['Networks']),
  };
  const asked = readAttributes(askedParts, spec.service);
  const told = readAttributes(toldParts, spec.service);
  withoutOwnNames(told, asked, info, spec);
  excuse(told, asked, String(info['Id'] ?? ''), ofImage);
  return { told: compact(told), asked: compact(asked) };
}

/** Addresses that the engine chose, and the names by which every container of the service is known. */
function withoutOwnNames(told: Attributes, asked: Attributes, info: Attributes, spec: ContainerSpec): void {
  const id = String(info['Id'] ?? '');
  const ownNames = new Set([spec.name, String(info['Name'] ?? '').replace(/^\//, ''), id.slice(0, 12)]);
  const [before, after] = [record(told['networks']), record(asked['networks'])];
  for (const [network, endpoint] of [...Object.entries(before), ...Object.entries(after)]) {
    const one = record(endpoint);
    const [there, wanted] = [record(before[network]), record(after[network])];
    // Without a place in the file an address is the engine's choice; of a stopped container it tells none.
    if (there['mac_address'] !== undefined && wanted['mac_address'] === undefined)
      delete there['mac_address'];
    if (there['mac_address'] === undefined && info['State'] && record(info['State'])['Running'] !== true)
      delete wanted['mac_address'];
    one['aliases'] = texts(one['aliases']).filter((alias) => !ownNames.has(alias));
  }
  for (const network of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [there, wanted] = [record(before[network]), record(after[network])];
    const isKnown = !(network in before) || texts(there['aliases']).includes(spec.service.name);
    for (const one of [there, wanted]) {
      const aliases = texts(one['aliases']).filter((alias) => !(isKnown && alias === spec.service.name));
      if (aliases.length === 0) delete one['aliases'];
      else one['aliases'] = aliases;
    }
  }
  for (const networks of [before, after])
    for (const [network, endpoint] of Object.entries(networks))
      if (Object.keys(record(endpoint)).length === 0) networks[network] = null;
}

/** Of these, a kernel without the feature makes the engine discard what it was asked for. */
const discarded = [
  'blkio_config',
  'cpu_count',
  'cpu_percent',
  'cpu_rt_period',
  'cpu_rt_runtime',
  'mem_swappiness',
  'oom_kill_disable',
] as const;

/** What the engine chooses when it is not asked: any value of these is one that may have been chosen. */
const chosen: Readonly<Record<string, (value: unknown) => boolean>> = {
  cgroup: () => true,
  ipc: (mode) => mode === 'private' || mode === 'shareable',
  isolation: (mode) => mode === 'default',
  runtime: () => true,
  shm_size: (size) => size === '67108864',
};

function excuse(told: Attributes, asked: Attributes, id: string, image: Attributes): void {
  const take = (key: string) => {
    if (asked[key] === undefined) delete told[key];
    else told[key] = asked[key];
  };
  for (const key of discarded) if (told[key] === undefined) take(key);
  for (const [key, mayBe] of Object.entries(chosen)) {
    if (asked[key] !== undefined || told[key] === undefined) continue;
    if (mayBe(told[key])) take(key);
  }
  // A container has the names of the one whose network it shares, or of the host; else the beginning of its id.
  const isShared = /^(host$|container:)/.test(String(told['network_mode'] ?? ''));
  for (const key of ['hostname', 'domainname'])
    if (asked[key] === undefined && (isShared || id.startsWith(String(told[key])))) delete told[key];
  // Without a limit of its own, swap is as much again as memory; without support for it, -1.
  const memory = Number(told['mem_limit'] ?? deployMemory(told) ?? 0);
  if (asked['memswap_limit'] === undefined && [2 * memory, -1].includes(Number(told['memswap_limit'] ?? -1)))
    delete told['memswap_limit'];
  else if (memory > 0 && [undefined, '-1'].some((none) => told['memswap_limit'] === none))
    take('memswap_limit');
  logging(told, asked);
  anonymousVolumes(told, asked, image);
  // An engine of old puts a path there that no image has.
  const [before, after] = [record(told['environment']), record(asked['environment'])];
  if (after['PATH'] === undefined && texts(image['Env']).every((entry) => !entry.startsWith('PATH=')))
    delete before['PATH'];
}

const deployMemory = (told: Attributes): unknown =>
  record(record(record(told['deploy'])['resources'])['limits'])['memory'];

/** The engine adds options, and chooses a driver, as it was configured itself. */
function logging(told: Attributes, asked: Attributes): void {
  const [there, wanted] = [record(told['logging']), record(asked['logging'])];
  const options = record(there['options']);
  for (const name of Object.keys(options)) if (!(name in record(wanted['options']))) delete options[name];
  if (wanted['driver'] === undefined) delete there['driver'];
  if (Object.keys(options).length === 0) delete there['options'];
  if (Object.keys(there).length === 0) delete told['logging'];
}

/** Volumes that the image asks for are carried from container to container without being in the file. */
function anonymousVolumes(told: Attributes, asked: Attributes, image: Attributes): void {
  const ofImage = record(image['Volumes']);
  const without = (mounts: unknown, others: unknown) => {
    const wanted = new Set(list(others).map((mount) => record(mount)['target']));
    return list(mounts).filter(
      (mount) =>
        !isDeepStrictEqual(mount, { type: 'volume', target: record(mount)['target'] }) ||
        wanted.has(record(mount)['target']) ||
        !(String(record(mount)['target']) in ofImage),
    );
  };
  const [before, after] = [
    without(told['volumes'], asked['volumes']),
    without(asked['volumes'], told['volumes']),
  ];
  told['volumes'] = before;
  asked['volumes'] = after;
}
