import { createHash } from 'node:crypto';
import type { BuildInput, BuildSpec, Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import { type BuildMemory, noBuildMemory } from '../execute/build-memory.js';
import { canonicalJson } from '../model/canonical-json.js';
import { type FolderRead, isUntouched } from '../platform/folder-fingerprint.js';
import { type StateFiles, stateFiles } from '../platform/state-files.js';

/** What a build was made of, and what came of it. */
interface BuildRecord {
  /** A hash of everything that was asked for. */
  readonly request: string;
  /** Id of the image. */
  readonly image: string;
  readonly bases: readonly BaseImage[];
  readonly folders: readonly Omit<FolderRead, 'isUnsettled'>[];
}

/** `id`: as the engine had it. `digest`: the engine had it not, and the builder had it from its registry. */
type BaseImage = { readonly reference: string } & ({ readonly id: string } | { readonly digest: string });

/** Remembers in small files of this user what builds were made of, as far as their results depend on that alone. */
export function buildMemory(
  engine: Engine,
  environment: Readonly<Record<string, string | undefined>>,
): BuildMemory {
  const files = stateFiles(environment, 'builds');
  return files === undefined ? noBuildMemory : new RecordedBuilds(engine, files);
}

class RecordedBuilds implements BuildMemory {
  constructor(
    private readonly engine: Engine,
    private readonly files: StateFiles,
  ) {}

  async currentImage(spec: BuildSpec, signal: AbortSignal): Promise<string | undefined> {
    if (!dependsOnInputsAlone(spec)) return undefined;
    const record = parseRecord(await this.files.read(nameOf(spec)));
    if (record?.request !== requestOf(spec)) return undefined;
    const conditions = await Promise.all([this.#isThere(spec, record, signal), areUntouched(record.folders)]);
    return conditions.every(Boolean) ? record.image : undefined;
  }

  async remember(spec: BuildSpec, inputs: readonly BuildInput[], signal: AbortSignal): Promise<void> {
    const name = nameOf(spec);
    const record = await this.#recordOf(spec, inputs, signal);
    if (record === undefined) await this.files.remove(name);
    else await this.files.write(name, JSON.stringify(record));
  }

  /** The image under all its names, and the images that it was made of. */
  async #isThere({ names }: BuildSpec, { image, bases }: BuildRecord, signal: AbortSignal): Promise<boolean> {
    const found = await this.engine.images.find([...names, ...bases.map(({ reference }) => reference)], {
      signal,
    });
    if (!names.every((name) => found[name]?.id === image)) return false;
    const same = await Promise.all(
      bases.map(async (base) => {
        const here = found[base.reference]?.id;
        if ('id' in base) return here === base.id;
        return here === undefined && (await this.#digestOf(base.reference, signal)) === base.digest;
      }),
    );
    return same.every(Boolean);
  }

  async #recordOf(
    spec: BuildSpec,
    inputs: readonly BuildInput[],
    signal: AbortSignal,
  ): Promise<BuildRecord | undefined> {
    if (!dependsOnInputsAlone(spec)) return undefined;
    const folders: FolderRead[] = [];
    const digests = new Map<string, string | undefined>();
    for (const input of inputs) {
      switch (input.kind) {
        case 'remote':
          return undefined;
        case 'folder':
          if (input.read.isUnsettled) return undefined;
          folders.push(input.read);
          break;
        case 'base-image':
          digests.set(input.reference, input.digest ?? digests.get(input.reference));
          break;
        default:
          input satisfies never;
      }
    }
    const found = await this.engine.images.find([...spec.names, ...digests.keys()], { signal });
    const image = found[spec.names[0] ?? '']?.id;
    const bases = [...digests].flatMap(
      ([reference, digest]) => baseOf(reference, found[reference]?.id, digest) ?? [],
    );
    if (image === undefined || bases.length < digests.size) return undefined;
    return {
      request: requestOf(spec),
      image,
      bases,
      folders: folders.map(({ isUnsettled: _, ...read }) => read),
    };
  }

  async #digestOf(reference: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const pinned = await this.engine.images.pin(reference, { signal });
      return pinned.slice(pinned.indexOf('@') + 1);
    } catch (error) {
      if (error instanceof EngineError) return undefined;
      throw error;
    }
  }
}

function baseOf(
  reference: string,
  id: string | undefined,
  digest: string | undefined,
): BaseImage | undefined {
  if (id !== undefined) return { reference, id };
  return digest === undefined ? undefined : { reference, digest };
}

/** Other builds are asked for because of what is elsewhere, or for what they do beside the image. */
const dependsOnInputsAlone = ({ definition }: BuildSpec): boolean =>
  definition.no_cache !== true && definition.pull !== true && (definition.cache_to ?? []).length === 0;

/** One that cannot be read has changed. */
async function areUntouched(folders: BuildRecord['folders']): Promise<boolean> {
  for (const folder of folders) if (!(await isUntouched(folder).catch(() => false))) return false;
  return true;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Contents of secrets are no part of it: for the builder, too, they are no reason to run a step again. */
const requestOf = ({ definition, names, labels }: BuildSpec): string =>
  hash(canonicalJson({ definition, names, labels }));

const nameOf = ({ definition, names }: BuildSpec): string =>
  `${hash(canonicalJson([names[0], definition.context ?? '']))}.json`;

/** Undefined for what this version did not write. */
function parseRecord(text: string | undefined): BuildRecord | undefined {
  if (text === undefined) return undefined;
  try {
    const record: BuildRecord = JSON.parse(text);
    return Array.isArray(record.bases) && Array.isArray(record.folders) ? record : undefined;
  } catch {
    return undefined;
  }
}
