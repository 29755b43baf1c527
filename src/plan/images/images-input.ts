import type { Selection } from '../../graph/select-services.js';
import type { ObservedState } from '../../model/observed.js';
import type { Service } from '../../model/project.js';
import type { Cause, ImagesCommand, PlanNode } from '../plan.js';
import { addNode, type PlanDraft } from '../plan-draft.js';
import { imageOf } from '../service-images.js';
import type { UpInput } from '../up-options.js';

/** What commands on the images of a project decide by. */
export interface ImagesInput {
  readonly selection: Selection;
  readonly images: ObservedState['images'];
  /** Version of this program, for labels. */
  readonly version: string;
  readonly locate: UpInput['locate'];
}

/** Services that the command is about, each image once; one that builds speaks for those that only use the result. */
export function servicesByImage({ selection }: ImagesInput): ReadonlyMap<string, Service> {
  const byImage = new Map<string, Service>();
  for (const name of [...selection.services].sort()) {
    const service = selection.project.services[name];
    if (service === undefined) continue;
    const image = imageOf(selection.project, service);
    if (!byImage.has(image) || service.build !== undefined) byImage.set(image, service);
  }
  return byImage;
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
