import type { ContainerSpec } from '../../../../src/model/container-spec.js';
import { serviceName } from '../../../../src/model/names.js';
import type { Service } from '../../../../src/model/project.js';

/** The smallest container, with these attributes of its service. */
export function makeSpec(service: Partial<Service> = {}, more: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name: 'app-web-1',
    image: 'busybox',
    labels: {},
    networkMode: { kind: 'engine', value: 'app_default' },
    networks: [{ network: 'app_default', aliases: ['web'], settings: {} }],
    mounts: [],
    volumesFrom: [],
    links: [],
    ...more,
    service: { name: serviceName('web'), command: null, entrypoint: null, ...service },
  };
}
