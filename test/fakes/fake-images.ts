import type {
  BuildNews,
  BuildSpec,
  CallOptions,
  ImageCalls,
  TransferProgress,
} from '../../src/engine/engine.js';
import type { ObservedImage } from '../../src/model/observed.js';
import { type FakeContainers, refused } from './fake-containers.js';
import type { Journal } from './journal.js';
import { matchesLabels } from './labels.js';

const layerBytes = 1000;

export class FakeImages implements ImageCalls {
  /** Ids by reference, with a tag. */
  readonly present = new Map<string, string>();
  /** What the registry has: ids by reference. */
  readonly registry = new Map<string, string>();
  /** RFC 3339, by reference with a tag: when an image was given it. */
  readonly taggedAt = new Map<string, string>();
  /** Output of builds that fail, by the reference that they should make. */
  readonly failingBuilds = new Map<string, readonly string[]>();
  readonly #journal: Journal;
  readonly #containers: () => FakeContainers;
  #built = 0;
  readonly #labels = new Map<string, Readonly<Record<string, string>>>();

  constructor(journal: Journal, containers: () => FakeContainers) {
    this.#journal = journal;
    this.#containers = containers;
  }

  readonly find: ImageCalls['find'] = async (references, options) => {
    await this.#journal.enter({ call: 'images.find', writes: false, subject: '' }, options);
    const found = references.flatMap((reference): [string, ObservedImage][] => {
      const id = this.idOf(reference);
      return id === undefined ? [] : [[reference, { id, tags: this.#tagsOf(id) }]];
    });
    return Object.fromEntries(found);
  };

  readonly list: ImageCalls['list'] = async (filter, options) => {
    await this.#journal.enter({ call: 'images.list', writes: false, subject: '' }, options);
    return [...new Set(this.present.values())]
      .map((id) => ({ id, tags: this.#tagsOf(id), labels: this.#labels.get(id) ?? {} }))
      .filter(({ labels }) => matchesLabels(labels, filter));
  };

  readonly pin: ImageCalls['pin'] = async (reference, options) => {
    await this.#journal.enter({ call: 'images.pin', writes: false, subject: reference }, options);
    if (reference.includes('@')) return reference;
    const id = this.registry.get(tagged(reference));
    if (id !== undefined) return `${tagged(reference)}@${id}`;
    throw refused(`manifest for ${reference} not found`, { kind: 'image-not-found', image: reference });
  };

  async *pull(reference: string, options?: CallOptions): AsyncGenerator<TransferProgress> {
    await this.#journal.enter({ call: 'images.pull', writes: true, subject: reference }, options);
    const id = this.registry.get(tagged(reference));
    if (id === undefined) {
      throw refused(`manifest for ${reference} not found`, { kind: 'image-not-found', image: reference });
    }
    yield { receivedBytes: 0, totalBytes: layerBytes, layersDone: 0, layers: 1 };
    this.present.set(tagged(reference), id);
    yield { receivedBytes: layerBytes, totalBytes: layerBytes, layersDone: 1, layers: 1 };
  }

  async *push(reference: string, options?: CallOptions): AsyncGenerator<TransferProgress> {
    await this.#journal.enter({ call: 'images.push', writes: true, subject: reference }, options);
    const id = this.idOf(reference);
    if (id === undefined) throw refused(`No such image: ${reference}`, { kind: 'not-found' });
    yield { receivedBytes: layerBytes, totalBytes: layerBytes, layersDone: 1, layers: 1 };
    this.registry.set(tagged(reference), id);
  }

  async *build({ names, labels }: BuildSpec, options?: CallOptions): AsyncGenerator<BuildNews> {
    const image = names[0] ?? '';
    await this.#journal.enter({ call: 'images.build', writes: true, subject: image }, options);
    const output = this.failingBuilds.get(image);
    if (output !== undefined) {
      yield { kind: 'output', lines: output };
      throw refused('the build failed', { kind: 'build-failed', output });
    }
    yield { kind: 'output', lines: [`building ${image}`] };
    this.#built += 1;
    const id = imageId(`b${this.#built}`);
    this.#labels.set(id, labels);
    for (const tag of names) this.present.set(tagged(tag), id);
  }

  readonly check: ImageCalls['check'] = async ({ names }, options) => {
    await this.#journal.enter({ call: 'images.check', writes: false, subject: names[0] ?? '' }, options);
    return [];
  };

  readonly inspect: ImageCalls['inspect'] = async (image, options) => {
    await this.#journal.enter({ call: 'images.inspect', writes: false, subject: image }, options);
    const id = this.idOf(image);
    if (id === undefined) return undefined;
    const createdAt = '2026-01-01T00:00:00Z';
    const taggedAt = this.taggedAt.get(tagged(image));
    return {
      id,
      tags: this.#tagsOf(id),
      digests: [],
      labels: this.#labels.get(id) ?? {},
      platform: 'linux/amd64',
      sizeBytes: layerBytes,
      createdAt,
      ...(taggedAt === undefined ? {} : { taggedAt }),
    };
  };

  readonly remove: ImageCalls['remove'] = async (reference, options) => {
    await this.#journal.enter({ call: 'images.remove', writes: true, subject: reference }, options);
    const id = this.idOf(reference);
    if (id === undefined) throw refused(`No such image: ${reference}`, { kind: 'not-found' });
    const lastTag = this.#tagsOf(id).length === 1;
    if (lastTag && this.#containers().all.some((container) => container.imageId === id)) {
      throw refused(`image ${reference} is in use`, { kind: 'in-use' });
    }
    this.present.delete(tagged(reference));
  };

  idOf(reference: string): string | undefined {
    return this.present.get(tagged(reference)) ?? [...this.present.values()].find((id) => id === reference);
  }

  #tagsOf(id: string): string[] {
    return [...this.present].flatMap(([tag, tagId]) => (tagId === id ? [tag] : []));
  }
}

/** A made-up id of the right form; equal seeds give equal ids. */
export function imageId(seed: string): string {
  return `sha256:${Buffer.from(seed).toString('hex').padStart(64, '0').slice(-64)}`;
}

function tagged(reference: string): string {
  const name = reference.replace(/^docker\.io\/(?:library\/)?/, '');
  return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
}
