import type { ComparedConfiguration } from '../model/compared-configuration.js';
import { label } from '../model/labels.js';
import type { ObservedState } from '../model/observed.js';
import type { Project, Service } from '../model/project.js';
import { type AppliedConfig, withEffect } from './applied.js';
import { filePaths } from './container-files.js';

export interface ComparedConfigs {
  readonly told: AppliedConfig;
  readonly asked: AppliedConfig;
}

/**
 * A comparison as the files would say it: networks by their keys, other containers by their services, and what is
 * mounted for a config or secret as that. What another tool or the user connected a container to is not of the files.
 */
export function inWordsOfFiles(
  { told, asked }: ComparedConfiguration,
  project: Project,
  service: Service,
  { containers, networks }: ObservedState,
): ComparedConfigs {
  const serviceOf = new Map(containers.map(({ id, labels }) => [String(id), labels[label.service]]));
  const keys = networkKeys(project, service, networks);
  const paths = filePaths(project, service);
  const translate = (config: AppliedConfig): AppliedConfig => {
    const { volumes, networks: attached, network_mode, ipc, pid, volumes_from, ...rest } = config;
    const owner = (mode: unknown) => {
      const id = /^container:(.*)$/.exec(String(mode ?? ''))?.[1];
      const name = id === undefined ? undefined : serviceOf.get(id);
      return name === undefined ? mode : `service:${name}`;
    };
    return withEffect({
      ...rest,
      network_mode: owner(network_mode),
      ipc: owner(ipc),
      pid: owner(pid),
      volumes_from: list(volumes_from).map((entry) => {
        const [id = '', ...access] = String(entry).split(':');
        return [serviceOf.get(id) ?? `container:${id}`, ...access].join(':');
      }),
      networks: Object.fromEntries(
        Object.entries(attached ?? {}).flatMap(([name, settings]) => {
          const key = keys.get(name);
          return key === undefined ? [] : [[key, settings]];
        }),
      ),
      ...splitMounts(list(volumes), paths),
    });
  };
  return { told: translate(told), asked: translate(asked) };
}

/** Those that the service is on and those that are the project's own, by their names on the engine. */
function networkKeys(
  project: Project,
  service: Service,
  observed: ObservedState['networks'],
): ReadonlyMap<string, string> {
  const own = observed.flatMap(({ name, labels }) => {
    const key = labels[label.network];
    return labels[label.project] === project.name && key !== undefined ? [[name, key] as const] : [];
  });
  const defined = Object.entries(project.networks).map(([key, { name }]) => [name, key] as const);
  const used = Object.keys(service.networks ?? {}).map(
    (key) => [project.networks[key]?.name ?? key, key] as const,
  );
  return new Map([...own, ...defined, ...used]);
}

function splitMounts(mounts: readonly unknown[], paths: ReturnType<typeof filePaths>) {
  const parts: Record<'volumes' | 'configs' | 'secrets', unknown[]> = {
    volumes: [],
    configs: [],
    secrets: [],
  };
  for (const mount of mounts) {
    const target = targetOf(mount);
    const file = paths.get(target);
    // What is copied is not mounted; docker compose mounts it all the same.
    if (file?.isCopied) continue;
    parts[file?.kind ?? (target.startsWith('/run/secrets/') ? 'secrets' : 'volumes')].push(mount);
  }
  return Object.fromEntries(
    Object.entries(parts).map(([key, list]) => [key, list.length === 0 ? undefined : list]),
  );
}

const targetOf = (mount: unknown): string =>
  typeof mount === 'object' && mount !== null ? String(Reflect.get(mount, 'target')) : '';

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
