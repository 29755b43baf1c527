import type { BuildSpec } from '../../engine.js';

/** BuildKit, with a session or with an uploaded archive. */
const buildkit = '2';

/** Query of `POST /build`. `dockerfile` is the path in the context that is sent. */
export function buildQuery({ definition, image, labels }: BuildSpec, dockerfile: string | undefined) {
  return {
    version: buildkit,
    t: [image, ...(definition.tags ?? [])],
    dockerfile,
    buildargs: json(argumentsOf(definition.args ?? {})),
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

/** A context that the engine fetches by itself: a repository or an archive. */
export function isRemote(context: string | undefined): boolean {
  return context !== undefined && /:\/\/|^git@|^github\.com\//.test(context);
}

/** An argument that has no value anywhere is not passed: the Dockerfile's default applies. */
function argumentsOf(given: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

function json(value: object): string | undefined {
  return Object.keys(value).length === 0 ? undefined : JSON.stringify(value);
}
