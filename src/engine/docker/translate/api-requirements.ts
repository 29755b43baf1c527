import type { ContainerSpec } from '../../../model/container-spec.js';
import { EngineError } from '../../engine-error.js';
import { atLeast } from '../connection/api-version.js';

interface Requirement {
  readonly attribute: string;
  readonly api: string;
  readonly docker: string;
  readonly isUsed: (spec: ContainerSpec) => boolean;
}

/** Attributes that an older engine would drop without a word. Versions are those of the Engine API's history. */
const requirements: readonly Requirement[] = [
  {
    attribute: 'annotations',
    api: '1.43',
    docker: '24.0',
    isUsed: ({ service }) => Object.keys(service.annotations ?? {}).length > 0,
  },
  {
    attribute: 'healthcheck.start_interval',
    api: '1.44',
    docker: '25.0',
    isUsed: ({ service }) => service.healthcheck?.start_interval !== undefined,
  },
  {
    attribute: 'networks.mac_address',
    api: '1.44',
    docker: '25.0',
    isUsed: ({ networks }) => networks.slice(1).some(({ settings }) => settings?.mac_address !== undefined),
  },
  {
    attribute: 'volumes.volume.subpath',
    api: '1.45',
    docker: '26.0',
    isUsed: ({ mounts }) => mounts.some(({ volume }) => volume?.subpath !== undefined),
  },
  {
    attribute: 'volumes of type image',
    api: '1.48',
    docker: '28.0',
    isUsed: ({ mounts }) => mounts.some(({ type }) => type === 'image'),
  },
  {
    attribute: 'networks.gw_priority',
    api: '1.48',
    docker: '28.0',
    isUsed: ({ networks }) => networks.some(({ settings }) => settings?.gw_priority !== undefined),
  },
];

/** Throws an `EngineError` that names the first attribute which needs a newer engine. */
export function checkApiRequirements(spec: ContainerSpec, api: string): void {
  const missing = requirements.find(
    (requirement) => requirement.isUsed(spec) && !atLeast(api, requirement.api),
  );
  if (missing === undefined) return;
  throw new EngineError(
    `${missing.attribute} needs Docker ${missing.docker} or newer (API ${missing.api}); this engine speaks API ${api}`,
    { kind: 'invalid-request' },
  );
}
