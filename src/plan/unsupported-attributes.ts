import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Project, Service } from '../model/project.js';
import type { UpInput } from './up-options.js';

type Path = readonly (string | number)[];

interface Unsupported {
  readonly path: Path;
  readonly help?: string;
}

/**
 * What the files may say and `up` does not carry out yet: refused rather than left out, for the services that the
 * command is about. What has no effect on containers of an engine, such as `develop` or `deploy.placement`, is no
 * error.
 */
export function unsupportedAttributes(input: UpInput): readonly Diagnostic[] {
  const { project, services } = input.selection;
  const names = [...services].sort();
  const found = names.flatMap((name) => {
    const service = project.services[name];
    if (service === undefined) return [];
    return unsupportedInService(service).map((path) => ({ path: ['services', name, ...path] }));
  });
  return [...found, ...unsupportedFileObjects(project, names)].map((each) => refused(each, input.locate));
}

function refused({ path, help }: Unsupported, locate: UpInput['locate']): Diagnostic {
  const at = locate(path);
  return {
    code: 'unsupported-attribute',
    severity: 'error',
    message: `${pathText(path)} is not supported by this version`,
    ...(at && { at }),
    ...(help !== undefined && { help }),
  };
}

/** They need programs besides the engine: a plug-in that provides the service, or one that serves models. */
const serviceAttributes = ['models', 'provider'] as const satisfies readonly (keyof Service)[];

function unsupportedInService(service: Service): Path[] {
  return serviceAttributes.filter((key) => saysSomething(service[key])).map((key) => [key]);
}

/** External ones are kept by a swarm, which a single engine does not ask. */
function unsupportedFileObjects(project: Project, services: readonly string[]): Unsupported[] {
  return (['configs', 'secrets'] as const).flatMap((kind) => {
    const used = new Set(
      services.flatMap((name) => (project.services[name]?.[kind] ?? []).map(({ source }) => source)),
    );
    return [...used].sort().flatMap((key): Unsupported[] => {
      const object = project[kind][key];
      if (object?.external !== true) return [];
      return [
        { path: [kind, key, 'external'], help: 'give the content with `file`, `environment` or `content`' },
      ];
    });
  });
}

/** What is empty asks for nothing. */
const saysSomething = (value: object | undefined): boolean =>
  value !== undefined && Object.keys(value).length > 0;

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
