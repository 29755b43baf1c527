import { resolve } from 'node:path';
import { withContextServices } from '../graph/build-contexts.js';
import type { Selection } from '../graph/select-services.js';
import type { Build } from '../model/project.js';
import { type DockerfileImages, imagesNamedIn } from '../plan/dockerfile-images.js';
import { nodeFileSystem } from '../platform/file-system.js';

/**
 * What images the Dockerfiles of services name, by service. Those that cannot be read have no entry: whoever builds tells
 * that. Of one service alone nothing has to be known.
 */
export async function dockerfileImages({
  project,
  services,
}: Selection): Promise<ReadonlyMap<string, DockerfileImages>> {
  const built = [...withContextServices(project, services)].flatMap((name) => {
    const build = project.services[name]?.build;
    return build === undefined ? [] : [{ name, build }];
  });
  if (built.length < 2) return new Map();
  const found = await Promise.all(
    built.map(async ({ name, build }) => {
      const text = await dockerfileText(build);
      return text === undefined ? [] : [[name, imagesNamedIn(text)] as const];
    }),
  );
  return new Map(found.flat());
}

/** From where the builder has it: the disk, whatever the compose files are read from. */
async function dockerfileText({
  context = '/',
  dockerfile = 'Dockerfile',
  dockerfile_inline: inline,
}: Build): Promise<string | undefined> {
  if (inline !== undefined) return inline;
  if (!context.startsWith('/')) return undefined;
  return await nodeFileSystem.readText(resolve(context, dockerfile)).catch(() => undefined);
}
