import { canonicalJson } from '../model/canonical-json.js';
import { bindKey, type ContentKey, fileObjectKey } from '../model/container-file.js';
import type { Mount, Project, Service } from '../model/project.js';
import { fingerprint, hidden, looksSecret, maskText } from '../model/secret-values.js';
import { attributeEffects } from './attribute-effects.js';

/**
 * What a container is made of, as far as a change of it calls for another container: attributes of its service, and
 * under `contents` fingerprints of its configs and secrets. Plain JSON.
 */
export type AppliedConfig = Readonly<Record<string, unknown>>;

/** @param fingerprints of the contents of configs and secrets, and of what jobs have mounted */
export function appliedConfig(
  project: Project,
  service: Service,
  fingerprints: Readonly<Record<ContentKey, string>>,
): AppliedConfig {
  // Under another name on the engine it is another volume.
  const volumes = service.volumes?.map((mount) => resolveVolumeName(project, mount));
  return withEffect({ ...service, volumes, contents: contentsOf(service, fingerprints) });
}

/** Without what has no effect on a container, and without what says nothing. */
export function withEffect(config: AppliedConfig): AppliedConfig {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => {
      if (attributeEffects[key] === 'nothing') return [];
      const rest = nested.has(key) ? effective(value, key) : value;
      return isEmpty(rest) ? [] : [[key, rest]];
    }),
  );
}

/** Attributes of which only a part has no effect. */
const nested: ReadonlySet<string> = new Set(
  Object.keys(attributeEffects).flatMap((path) => (path.includes('.') ? path.split('.').slice(0, 1) : [])),
);

function effective(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => effective(item, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const below = `${path}.${key}`;
      if (attributeEffects[below] === 'nothing') return [];
      const rest = effective(part, below);
      return isEmpty(rest) ? [] : [[key, rest]];
    }),
  );
}

function contentsOf(
  service: Service,
  fingerprints: Readonly<Record<ContentKey, string>>,
): Record<string, string> {
  const files = (['configs', 'secrets'] as const).flatMap((kind) =>
    (service[kind] ?? []).map(({ source }) => fileObjectKey({ kind, source })),
  );
  const binds = bindSources(service).map((source) => bindKey(service.name, source));
  return Object.fromEntries(
    [...files, ...binds].flatMap((key) => {
      const print = fingerprints[key];
      return print === undefined ? [] : [[key, print]];
    }),
  );
}

/** Absolute paths of the host that are mounted. */
export const bindSources = ({ volumes = [] }: Service): readonly string[] =>
  volumes.flatMap(({ type, source }) => (type === 'bind' && source !== undefined ? [source] : []));

export function resolveVolumeName(project: Project, mount: Mount): Mount {
  const volume =
    mount.type === 'volume' && mount.source !== undefined ? project.volumes[mount.source] : undefined;
  return volume === undefined ? mount : { ...mount, source: volume.name };
}

/** The text of the `dev.stack.applied` label: the configuration with fingerprints in the place of secrets. */
export const encodeApplied = (config: AppliedConfig): string => canonicalJson(withFingerprints(config));

/** Undefined when the label is absent or not ours to read. */
export function decodeApplied(text: string | undefined): AppliedConfig | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** `{ "$secret": "#…" }` for values that look secret; such a text with its passwords masked, where only a part does. */
export interface SecretValue {
  readonly $secret: string;
  readonly text?: string;
}

export const isSecretValue = (value: unknown): value is SecretValue =>
  typeof value === 'object' && value !== null && '$secret' in value && typeof value.$secret === 'string';

/** As JSON, with what looks secret made unreadable. */
export const jsonWithoutSecrets = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (isSecretValue(part) ? (part.text ?? hidden) : part));

/** A copy of plain JSON with what looks secret made unreadable, for people who have no business to know it. */
export const withoutSecrets = (value: unknown): unknown =>
  JSON.parse(jsonWithoutSecrets(replaceSecrets(value, '', '')));

/** The form in which configurations are compared and stored; what is in that form stays as it is. */
export function withFingerprints(config: AppliedConfig): AppliedConfig {
  const result = replaceSecrets(config, '', '');
  return typeof result === 'object' && result !== null ? { ...result } : {};
}

function replaceSecrets(value: unknown, path: string, name: string): unknown {
  if (isSecretValue(value)) return value;
  if (typeof value === 'string') {
    if (holdsValues(path) && looksSecret(name)) return { $secret: fingerprint(path, value) };
    return maskedValue(path, value, maskText(value));
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const previous: unknown = value[index - 1];
      // `["--password", "x"]`: the flag before names the value.
      const flagged =
        typeof item === 'string' &&
        typeof previous === 'string' &&
        /^--?[a-z]/i.test(previous) &&
        looksSecret(previous);
      if (flagged) return { $secret: fingerprint(path, item) };
      return typeof item === 'string'
        ? maskedValue(`${path}[]`, item, maskArgument(value, index, item))
        : replaceSecrets(item, `${path}[]`, '');
    });
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        replaceSecrets(part, path === '' ? key : `${path}.${key}`, key),
      ]),
    );
  }
  return value;
}

const maskedValue = (path: string, value: string, masked: string): string | SecretValue =>
  masked === value ? value : { $secret: fingerprint(path, value), text: masked };

/** `["redis-cli", "-a", "x"]`: what an argument means depends on the program and on what stands before it. */
function maskArgument(list: readonly unknown[], index: number, argument: string): string {
  // Health checks have a word before the program.
  const before = [...new Set([0, 1, index - 1])].filter((place) => place >= 0 && place < index);
  const context = before
    .flatMap((place) => (typeof list[place] === 'string' ? `${list[place]} ` : []))
    .join('');
  const masked = maskText(context + argument);
  return masked.startsWith(context) ? masked.slice(context.length) : maskText(argument);
}

/** Maps whose keys are the user's own names: only there does a name tell that its value is a secret. */
export const holdsValues = (path: string): boolean =>
  /(^|\.)(environment|labels|annotations|sysctls|storage_opt|options|driver_opts|args)\.[^.]/.test(path);

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0 && !Array.isArray(value);
}
