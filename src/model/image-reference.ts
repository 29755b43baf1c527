/** The parts of a reference such as `registry.example:5000/team/app:1.2@sha256:…`, with the defaults of Docker. */
export interface ImageReference {
  /** Host and perhaps port; `docker.io` when none is named. */
  readonly registry: string;
  /** Below the registry; official images are in `library/`. */
  readonly path: string;
  /** `latest` when neither tag nor digest is given. */
  readonly tag?: string;
  readonly digest?: string;
}

const defaultRegistry = 'docker.io';
const officialImages = 'library/';

export function parseImageReference(text: string): ImageReference {
  const [named = '', digest] = text.split('@');
  const [, name = named, givenTag] = /^(.*?)(?::([^:/]+))?$/.exec(named) ?? [];
  const { registry, rest } = splitRegistry(name);
  const path = registry === defaultRegistry && !rest.includes('/') ? officialImages + rest : rest;
  const tag = givenTag ?? (digest === undefined ? 'latest' : undefined);
  return {
    registry,
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The first part is a registry if it looks like a host; otherwise it is a folder on the default one. */
function splitRegistry(name: string): { readonly registry: string; readonly rest: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, slash);
  if (slash < 0 || !(/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())) {
    return { registry: defaultRegistry, rest: name };
  }
  const registry = first === 'index.docker.io' ? defaultRegistry : first;
  return { registry, rest: name.slice(slash + 1) };
}

/** The name as the engine lists it: without the default registry and the folder of the official images. */
export function familiarName({ registry, path }: ImageReference): string {
  if (registry !== defaultRegistry) return `${registry}/${path}`;
  return path.startsWith(officialImages) ? path.slice(officialImages.length) : path;
}

/** The name with everything that it leaves to defaults; a digest decides, so a tag beside it goes. */
export function fullName({ registry, path, tag, digest }: ImageReference): string {
  return `${registry}/${path}${digest === undefined ? `:${tag}` : `@${digest}`}`;
}

/** An image's id, or the beginning of one, instead of a name. */
export function isImageId(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$|^[0-9a-f]{64}$/.test(text);
}
