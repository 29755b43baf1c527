import type { Selection } from '../../graph/select-services.js';
import type { ObservedState } from '../../model/observed.js';
import type { DockerfileImages } from '../dockerfile-images.js';
import type { Cause, ImagesCommand, PlanNode } from '../plan.js';
import { addNode, type PlanDraft } from '../plan-draft.js';

/** What commands on the images of a project decide by. */
export interface ImagesInput {
  readonly selection: Selection;
  readonly images: ObservedState['images'];
  /** What Dockerfiles name, by service, as far as it is known. */
  readonly dockerfiles?: ReadonlyMap<string, DockerfileImages>;
  /** Version of this program, for labels. */
  readonly version: string;
}

/** Adds a step for an image and what is said of it; gives its id. */
export function addImageNode(
  draft: PlanDraft,
  action: ImagesCommand,
  { image, service }: { readonly image: string; readonly service: string },
  node: Omit<PlanNode, 'id' | 'cause'>,
): string {
  const cause: Cause = { kind: 'requested', by: action };
  draft.decisions.push({ resource: 'image', name: image, service, action, causes: [cause] });
  return addNode(draft, { ...node, id: `${action} ${image}`, cause });
}
