import { networkHash, volumeHash } from '../model/compose-hash.js';
import { label } from '../model/labels.js';
import type { ObservedNetwork, ObservedVolume } from '../model/observed.js';
import type { Network, Volume } from '../model/project.js';
import { type AppliedConfig, decodeApplied, withFingerprints } from './applied.js';
import { diffAttributes } from './attribute-diff.js';
import type { AttributeChange } from './plan.js';

/**
 * What differs between the definition that a network was made of and the one in the files. Where docker compose made it
 * and its hash is another one, between what the engine tells of it and the files; what the engine chose itself is no
 * difference.
 */
export function networkChanges(observed: ObservedNetwork, wanted: Network): readonly AttributeChange[] {
  const applied = decodeApplied(observed.labels[label.applied]);
  if (applied !== undefined) return diff(comparableNetwork(applied), comparableNetwork({ ...wanted }));
  if (isHash(observed.labels, networkHash(wanted))) return [];
  return diff(comparableNetwork(toldNetwork(observed, wanted)), comparableNetwork({ ...wanted }));
}

/** The same for a volume. */
export function volumeChanges(observed: ObservedVolume, wanted: Volume): readonly AttributeChange[] {
  const applied = decodeApplied(observed.labels[label.applied]);
  if (applied !== undefined) return diff(comparableVolume(applied), comparableVolume({ ...wanted }));
  if (isHash(observed.labels, volumeHash(wanted))) return [];
  const { driver, driver_opts, labels } = observed;
  return diff(
    comparableVolume({ driver, driver_opts, labels: ownLabels(labels) }),
    comparableVolume({ ...wanted }),
  );
}

/** Without a hash nobody says that it was made of anything else. */
const isHash = (labels: ObservedNetwork['labels'], hash: string): boolean =>
  (labels[label.configHash] ?? hash) === hash;

const diff = (before: AppliedConfig, after: AppliedConfig): readonly AttributeChange[] =>
  diffAttributes(withFingerprints(before), withFingerprints(after));

/** What goes without saying is left out, so that saying it is no change. */
function comparableNetwork(definition: AppliedConfig): AppliedConfig {
  const { name: _name, external: _external, driver, ipam, ...rest } = definition;
  const { internal, attachable, enable_ipv4, enable_ipv6, ...others } = rest;
  return withoutEmpty({
    ...others,
    ...(driver === 'bridge' || driver === '' ? {} : { driver }),
    ...(internal === true ? { internal } : {}),
    ...(attachable === true ? { attachable } : {}),
    ...(enable_ipv4 === false ? { enable_ipv4 } : {}),
    ...(enable_ipv6 === true ? { enable_ipv6 } : {}),
    ipam: comparableIpam(ipam),
  });
}

function comparableIpam(ipam: unknown): unknown {
  if (typeof ipam !== 'object' || ipam === null) return undefined;
  const { driver, config, ...rest }: AppliedConfig = { ...ipam };
  const pools: readonly unknown[] = Array.isArray(config) ? config : [];
  return withoutEmpty({
    ...rest,
    ...(driver === 'default' || driver === '' ? {} : { driver }),
    ...(pools.length === 0 ? {} : { config: pools }),
  });
}

function comparableVolume(definition: AppliedConfig): AppliedConfig {
  const { name: _name, external: _external, driver, ...rest } = definition;
  return withoutEmpty({ ...rest, ...(driver === 'local' || driver === '' ? {} : { driver }) });
}

function withoutEmpty(attributes: AppliedConfig): AppliedConfig {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => !isEmpty(value)));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** What the engine tells, as far as the files could have said it. */
function toldNetwork(observed: ObservedNetwork, wanted: Network): AppliedConfig {
  const { id: _id, labels, ipam, ...rest } = observed;
  return {
    ...rest,
    labels: ownLabels(labels),
    enable_ipv4: rest.enable_ipv4 ?? wanted.enable_ipv4,
    ipam: { ...ipam, config: toldPools(ipam?.config ?? [], wanted.ipam?.config ?? []) },
  };
}

type Pools = NonNullable<NonNullable<Network['ipam']>['config']>;

/** The engine adds a subnet where none is asked for, and gateways. */
function toldPools(told: Pools, wanted: Pools): Pools {
  if (wanted.length === 0) {
    return told.filter(
      ({ ip_range, aux_addresses }) => ip_range !== undefined || aux_addresses !== undefined,
    );
  }
  return told.map((pool, index) => {
    const { gateway, ...rest } = pool;
    const { subnet: _subnet, ...withoutSubnet } = rest;
    const other = wanted[index];
    const kept = other?.subnet === undefined && other !== undefined ? withoutSubnet : rest;
    return other?.gateway === undefined || gateway === undefined ? kept : { ...kept, gateway };
  });
}

/** Without those that say whose it is. */
const ownLabels = (labels: ObservedNetwork['labels']): ObservedNetwork['labels'] =>
  Object.fromEntries(
    Object.entries(labels).filter(([name]) => !/^(com\.docker\.compose|dev\.stack)\./.test(name)),
  );
