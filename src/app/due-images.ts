import type { Engine } from '../engine/engine.js';
import type { Selection } from '../graph/select-services.js';
import type { ObservedState } from '../model/observed.js';
import { refreshAfter } from '../plan/pull-policy.js';
import { imageOf } from '../plan/service-images.js';

/**
 * Images that are there, and whose policy (`daily` and the like) has them looked for again by now. Like docker compose it
 * goes by when the image was given its name; one that does not say so is due.
 */
export async function dueImages(
  engine: Engine,
  { project, services }: Selection,
  images: ObservedState['images'],
  options: { readonly signal: AbortSignal; readonly now: number },
): Promise<ReadonlySet<string>> {
  const waits = new Map<string, number>();
  for (const name of services) {
    const service = project.services[name];
    const wait = service?.build === undefined ? refreshAfter(service?.pull_policy) : undefined;
    if (service === undefined || wait === undefined) continue;
    const image = imageOf(project, service);
    if (images[image] !== undefined) waits.set(image, Math.min(wait, waits.get(image) ?? wait));
  }
  const due = await Promise.all(
    [...waits].map(async ([image, wait]) => {
      const details = await engine.images.inspect(image, { signal: options.signal });
      const age = options.now - Date.parse(details?.taggedAt ?? '');
      return age < wait ? [] : [image];
    }),
  );
  return new Set(due.flat());
}
