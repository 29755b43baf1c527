import type { ProjectName } from '../../model/names.js';

/** Gives every resource its name on the engine: its own, or for external ones its key, or project and key. */
export function nameResources<Resource extends { readonly name?: string; readonly external?: boolean }>(
  resources: Readonly<Record<string, Resource>>,
  project: ProjectName,
): Record<string, Resource & { readonly name: string }> {
  const named: Record<string, Resource & { readonly name: string }> = Object.create(null);
  for (const [key, resource] of Object.entries(resources)) {
    const name = resource.name ?? (resource.external === true ? key : `${project}_${key}`);
    named[key] = { ...resource, name };
  }
  return named;
}
