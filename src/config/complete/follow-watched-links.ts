import type { Service } from '../../model/project.js';
import type { FileSystem } from '../../platform/file-system.js';

/** Changes are told of by the real path of a file, so what is watched is named by it too, as docker compose does. */
export async function followWatchedLinks(
  services: Readonly<Record<string, Service>>,
  files: Pick<FileSystem, 'realPath'>,
): Promise<Readonly<Record<string, Service>>> {
  const followed: Record<string, Service> = Object.create(null);
  for (const [name, service] of Object.entries(services)) {
    const rules = service.develop?.watch;
    followed[name] =
      rules === undefined
        ? service
        : {
            ...service,
            develop: {
              ...service.develop,
              watch: await Promise.all(
                rules.map(async (rule) => ({ ...rule, path: await files.realPath(rule.path) })),
              ),
            },
          };
  }
  return followed;
}
