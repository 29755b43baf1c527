import type { CallOptions, Engine } from '../engine/engine.js';
import type { NetworkAttachment } from '../model/container-spec.js';
import { label } from '../model/labels.js';
import { type ContainerId, containerId, type ProjectName } from '../model/names.js';
import type { ObservedState, ObservedUsage } from '../model/observed.js';
import { unlessGone } from './unless-gone.js';

export interface ObserveRequest {
  readonly project: ProjectName;
  /** Names on the engine that the files use, external ones included. */
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** References of the images that the files use. */
  readonly images: readonly string[];
}

/**
 * One look at the engine: one list call per kind of resource. Only names that the project's label does not lead
 * to (external ones, or ones that something else made) are looked up one by one.
 */
export async function observe(
  engine: Engine,
  request: ObserveRequest,
  options: CallOptions,
): Promise<ObservedState> {
  const ofProject = { [label.project]: request.project };
  const [containers, networks, volumes, images] = await Promise.all([
    engine.containers.list(ofProject, options),
    withMissing(engine.networks.list(ofProject, options), request.networks, (name) =>
      engine.networks.find(name, options),
    ),
    withMissing(engine.volumes.list(ofProject, options), request.volumes, (name) =>
      engine.volumes.find(name, options),
    ),
    request.images.length === 0 ? {} : engine.images.find(request.images, options),
  ]);
  return {
    containers,
    networks,
    volumes: volumes.filter(({ labels }) => labels[label.updated] === undefined),
    images,
    updateMarkers: volumes.flatMap(({ name, labels }) => {
      const id = labels[label.updated];
      return id === undefined ? [] : [{ volume: name, container: containerId(id) }];
    }),
  };
}

/** A second look, for what has to be known before a network or volume is replaced: who uses it, and how. */
export async function observeUsage(
  engine: Engine,
  project: ProjectName,
  options: CallOptions,
): Promise<ObservedUsage> {
  const all = await engine.containers.list({}, options);
  const own = all.filter(({ labels }) => labels[label.project] === project);
  const attachments = await Promise.all(
    own.map(async ({ id }) => {
      const networks = await attachmentsOf(engine, id, options);
      return networks.map((attachment) => ({ container: id, attachment }));
    }),
  );
  return {
    attachments: attachments.flat(),
    foreign: all.filter(({ labels }) => labels[label.project] !== project),
  };
}

/** Of one that is gone meanwhile: none. */
async function attachmentsOf(
  engine: Engine,
  id: ContainerId,
  options: CallOptions,
): Promise<readonly NetworkAttachment[]> {
  const details = await unlessGone(engine.containers.inspect(id, options));
  return details?.networks ?? [];
}

async function withMissing<Item extends { readonly name: string }>(
  listing: Promise<readonly Item[]>,
  wanted: readonly string[],
  find: (name: string) => Promise<Item | undefined>,
): Promise<readonly Item[]> {
  const listed = await listing;
  const known = new Set(listed.map(({ name }) => name));
  const found = await Promise.all(wanted.filter((name) => !known.has(name)).map(find));
  return [...listed, ...found.filter((item) => item !== undefined)];
}
