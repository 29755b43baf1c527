import type { Project, Service } from '../../model/project.js';

type Resources = Pick<Project, 'networks' | 'volumes' | 'configs' | 'secrets' | 'models'>;

/** The resources that at least one of the services uses; all, where all are wanted. */
export function usedResources(
  resources: Resources & Pick<Project, 'allResources'>,
  services: Iterable<Service>,
): Resources {
  if (resources.allResources === true) return resources;
  const networks = new Set<string>();
  const volumes = new Set<string>();
  const configs = new Set<string>();
  const secrets = new Set<string>();
  const models = new Set<string>();
  for (const service of services) {
    for (const key of Object.keys(service.networks ?? {})) networks.add(key);
    for (const mount of service.volumes ?? []) {
      if (mount.type === 'volume' && mount.source !== undefined) volumes.add(mount.source);
    }
    for (const { source } of service.configs ?? []) configs.add(source);
    for (const { source } of service.secrets ?? []) secrets.add(source);
    for (const { source } of service.build?.secrets ?? []) secrets.add(source);
    for (const key of Object.keys(service.models ?? {})) models.add(key);
  }
  return {
    networks: pick(resources.networks, networks),
    volumes: pick(resources.volumes, volumes),
    configs: pick(resources.configs, configs),
    secrets: pick(resources.secrets, secrets),
    models: pick(resources.models, models),
  };
}

function pick<Value>(
  record: Readonly<Record<string, Value>>,
  keys: ReadonlySet<string>,
): Record<string, Value> {
  const picked: Record<string, Value> = Object.create(null);
  for (const [key, value] of Object.entries(record)) if (keys.has(key)) picked[key] = value;
  return picked;
}
