import type { Deploy, GenericResource, UpdateConfig } from '../../model/project.js';
import { listOf, record } from './collections.js';
import { deviceRequest } from './device-request.js';
import { mapping } from './key-values.js';
import { type Reader, refuse } from './reader.js';
import { byteSize, duration, processors, text, wholeNumber } from './scalars.js';

type Resources = NonNullable<Deploy['resources']>;
type Limits = NonNullable<Resources['limits']>;
type Reservations = NonNullable<Resources['reservations']>;
type RestartPolicy = NonNullable<Deploy['restart_policy']>;

interface Placement {
  readonly constraints?: readonly string[];
  readonly preferences?: readonly { readonly spread?: string }[];
  readonly max_replicas_per_node?: number;
}

const update = record<UpdateConfig>({
  parallelism: wholeNumber,
  delay: duration,
  failure_action: text,
  monitor: duration,
  max_failure_ratio: processors,
  order: text,
});

const placement: Reader<Readonly<Record<string, unknown>>> = (place) => {
  const read = record<Placement>({
    constraints: listOf(text),
    preferences: listOf(record<{ readonly spread?: string }>({ spread: text })),
    max_replicas_per_node: wholeNumber,
  })(place);
  return read && { ...read };
};

type DiscreteResource = NonNullable<GenericResource['discrete_resource_spec']>;

const pieces: Reader<number> = (place) => {
  const { node } = place;
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return wholeNumber(place);
  return /^[-+]?\d+$/.test(node.value) ? Number(node.value) : refuse(place, 'a whole number is needed');
};

const genericResource = record<GenericResource>({
  discrete_resource_spec: (place) => {
    const read = record<Partial<DiscreteResource>>({ kind: text, value: pieces })(place);
    return read && place.reading.origins.remember({ kind: '', value: 0, ...read }, place.node);
  },
});

const settings = record<Deploy>({
  replicas: wholeNumber,
  resources: record<Resources>({
    limits: record<Limits>({ cpus: processors, memory: byteSize, pids: wholeNumber }),
    reservations: record<Reservations>({
      cpus: processors,
      memory: byteSize,
      generic_resources: listOf(genericResource),
      devices: listOf(deviceRequest),
    }),
  }),
  restart_policy: record<RestartPolicy>({
    condition: text,
    delay: duration,
    max_attempts: wholeNumber,
    window: duration,
  }),
  labels: mapping,
  mode: text,
  placement,
  update_config: update,
  rollback_config: update,
  endpoint_mode: text,
});

export const deploy: Reader<Deploy> = settings;
