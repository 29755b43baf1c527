import { isAttested } from '../../../model/attestation.js';
import { givenValues } from '../../../model/given-values.js';
import type { Build, Ulimit } from '../../../model/project.js';
import type { BuildSpec } from '../../engine.js';
import type { BuilderFacts } from './builder-facts.js';
import type { CacheEntry } from './solve-request.js';

/** What a build's sources are called in its session. */
export interface SourceNames {
  /** The Dockerfile in its folder; absent when it is not in the session, but in a context that the builder fetches. */
  readonly dockerfile?: string;
  /** Names in the session of folders that are contexts beside the main one, by the names of the Dockerfile. */
  readonly folders: Readonly<Record<string, string>>;
}

/** A context that the builder fetches by itself: a repository or an archive. */
export function isRemote(context: string | undefined): boolean {
  return context !== undefined && /:\/\/|^git@|^github\.com\//.test(context);
}

/** Options of BuildKit's `dockerfile.v0`. Which build each attribute stands for: `buildx`, and the engine's `POST /build`. */
export function frontendOptions(
  { definition, labels }: BuildSpec,
  names: SourceNames,
  { hostGateway }: BuilderFacts = {},
): Readonly<Record<string, string>> {
  const { context, target, network } = definition;
  const hosts = (definition.extra_hosts ?? []).map((entry) =>
    hostGateway === undefined ? entry : entry.replace(/=host-gateway$/, `=${hostGateway}`),
  );
  const given: Readonly<Record<string, string | undefined>> = {
    filename: names.dockerfile ?? definition.dockerfile,
    context: isRemote(context) ? context : undefined,
    // Without it the Dockerfile of a remote context is one of its files.
    dockerfilekey: isRemote(context) && names.dockerfile !== undefined ? 'dockerfile' : undefined,
    target,
    platform: definition.platforms?.join(',') || undefined,
    'no-cache': definition.no_cache === true ? '' : undefined,
    // What the engine has is taken, unless it is to be looked for anew: no registry is asked for nothing.
    'image-resolve-mode': definition.pull === true ? 'pull' : 'local',
    'force-network-mode': network === 'host' || network === 'none' ? network : undefined,
    'shm-size': definition.shm_size,
    'add-hosts': hosts.length === 0 ? undefined : hosts.join(','),
    ulimit: ulimitsText(definition.ulimits ?? {}),
    'attest:provenance': attestation(definition.provenance, 'mode=min'),
    'attest:sbom': attestation(definition.sbom, 'true'),
    'frontend.caps':
      Object.keys(definition.additional_contexts ?? {}).length === 0
        ? undefined
        : 'moby.buildkit.frontend.contexts+forward',
    ...prefixed('build-arg:', givenValues(definition.args ?? {})),
    ...prefixed('label:', { ...definition.labels, ...labels }),
    ...prefixed('context:', namedContexts(definition, names)),
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** What the build may do beyond the ordinary. */
export const entitlementsOf = ({ entitlements = [], privileged, network }: Build): readonly string[] => [
  ...new Set([
    ...entitlements,
    ...(privileged === true ? ['security.insecure'] : []),
    ...(network === 'host' ? ['network.host'] : []),
  ]),
];

/** Of `type=registry,ref=app:cache`, or of a reference alone. */
export function cacheEntry(text: string): CacheEntry {
  if (!text.includes('=')) return { type: 'registry', attributes: { ref: text } };
  const { type = 'registry', ...attributes } = Object.fromEntries(
    text.split(',').map((part) => {
      const [key = '', value = ''] = part.split(/=(.*)/s);
      return [key.trim().toLowerCase(), value];
    }),
  );
  return { type, attributes };
}

/** Anything else in the place of a folder is for the builder: a URL, or an image. */
const namedContexts = (
  { additional_contexts: contexts = {} }: Build,
  { folders }: SourceNames,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(contexts).map(([name, value]) => [
      name,
      folders[name] === undefined ? String(value) : `local:${folders[name]}`,
    ]),
  );

function ulimitsText(ulimits: Readonly<Record<string, number | Ulimit>>): string | undefined {
  const entries = Object.entries(ulimits).map(([name, limit]) => {
    const { soft, hard } = typeof limit === 'number' ? { soft: limit, hard: limit } : limit;
    return `${name}=${soft}:${hard}`;
  });
  return entries.length === 0 ? undefined : entries.join(',');
}

function attestation(value: string | undefined, whenTrue: string): string | undefined {
  if (!isAttested(value)) return undefined;
  return value === 'true' ? whenTrue : value;
}

const prefixed = (
  prefix: string,
  entries: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${prefix}${key}`, value]));
