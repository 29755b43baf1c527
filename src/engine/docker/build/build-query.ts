import { givenValues } from '../../../model/given-values.js';
import type { BuildSpec } from '../../engine.js';

/** Query of `POST /build`, for engines without BuildKit. `dockerfile` is the path in the context that is sent. */
export function buildQuery({ definition, names, labels }: BuildSpec, dockerfile: string | undefined) {
  return {
    t: names,
    dockerfile,
    buildargs: json(givenValues(definition.args ?? {})),
    labels: json({ ...definition.labels, ...labels }),
    target: definition.target,
    cachefrom: definition.cache_from && JSON.stringify(definition.cache_from),
    networkmode: definition.network,
    extrahosts: definition.extra_hosts?.map((entry) => entry.replace('=', ':')),
    shmsize: definition.shm_size,
    nocache: definition.no_cache || undefined,
    pull: definition.pull ? '1' : undefined,
    platform: definition.platforms?.[0],
    rm: true,
    forcerm: true,
  };
}

function json(value: object): string | undefined {
  return Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}
