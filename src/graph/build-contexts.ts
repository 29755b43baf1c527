import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { Build, Project } from '../model/project.js';
import { findCycle } from './cycle.js';

const prefix = 'service:';

/** The service that an additional context of a build is the image of; undefined for any other context. */
export const contextService = (context: string): string | undefined =>
  context.startsWith(prefix) ? context.slice(prefix.length) : undefined;

/** Services whose images a build is made of. */
const contextServices = (build: Build | undefined): readonly string[] =>
  Object.values(build?.additional_contexts ?? {}).flatMap((context) => contextService(context) ?? []);

/** Services, and those whose images theirs are made of, however far down. */
export function withContextServices(
  { services }: Pick<Project, 'services'>,
  names: Iterable<string>,
): ReadonlySet<string> {
  const reached = new Set(names);
  // A Set hands out what is added while it is walked through.
  for (const name of reached) for (const other of contextServices(services[name]?.build)) reached.add(other);
  return reached;
}

/** Images that are made of each other can never be built. `locate` finds where a path of the model was written. */
export function checkBuildContexts(
  { services }: Project,
  locate: (path: readonly string[]) => SourceRange | undefined,
): readonly Diagnostic[] {
  const cycle = findCycle({
    services: Object.keys(services).sort(),
    dependenciesOf: (name) => contextServices(services[name]?.build).map((dependency) => ({ dependency })),
  });
  if (cycle === undefined) return [];
  const [first = ''] = cycle;
  const at = locate(['services', first, 'build', 'additional_contexts']) ?? locate(['services', first]);
  return [
    {
      code: 'dependency-cycle',
      severity: 'error',
      message: `images are made of each other in a circle: ${cycle.join(' → ')}`,
      ...(at === undefined ? {} : { at }),
      help: 'remove one of these contexts',
    },
  ];
}
