import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { EngineError } from '../engine/engine-error.js';
import { engineFailureDiagnostic, type Locate } from '../execute/engine-failure-diagnostic.js';
import type { Project, Service } from '../model/project.js';
import { tell } from './outcome.js';
import type { Runtime } from './runtime.js';

/** The project with a digest in every image; undefined when registries did not tell one, which has then been told. */
export async function pinImages(
  runtime: Runtime,
  project: Project,
  locate: Locate,
): Promise<Project | undefined> {
  const { signal } = runtime;
  const engine = await runtime.connect(signal);
  const pinned = await Promise.all(
    Object.entries(project.services).map(async ([name, service]): Promise<[string, Service | Diagnostic]> => {
      if (service.image === undefined) return [name, service];
      try {
        return [name, { ...service, image: await engine.images.pin(service.image, { signal }) }];
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        return [name, failure(error, service.image, locate(['services', name, 'image']))];
      }
    }),
  );
  const diagnostics = pinned.flatMap(([, result]) => ('code' in result ? [result] : []));
  tell(runtime, diagnostics);
  if (diagnostics.length > 0) return undefined;
  const services = pinned.flatMap(([name, result]) => ('code' in result ? [] : [[name, result] as const]));
  return { ...project, services: Object.fromEntries(services) };
}

function failure(error: EngineError, image: string, at: ReturnType<Locate>): Diagnostic {
  return {
    ...engineFailureDiagnostic(error),
    message: `failed to resolve digest for ${image}: ${error.message}`,
    ...(at !== undefined && { at }),
  };
}
