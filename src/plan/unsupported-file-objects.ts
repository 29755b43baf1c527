import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { UpInput } from './up-options.js';

/**
 * Configs and secrets whose content is not a file of the host would have to be copied into the container, which is
 * not done yet: refused rather than left out.
 */
export function unsupportedFileObjects({ selection, locate }: UpInput): readonly Diagnostic[] {
  const { project, services } = selection;
  return (['configs', 'secrets'] as const).flatMap((kind) => {
    const used = new Set(
      [...services].flatMap((name) => (project.services[name]?.[kind] ?? []).map(({ source }) => source)),
    );
    return [...used].sort().flatMap((key): readonly Diagnostic[] => {
      const object = project[kind][key];
      if (object === undefined || object.file !== undefined) return [];
      const attribute =
        object.content === undefined
          ? object.environment === undefined
            ? 'external'
            : 'environment'
          : 'content';
      const at = locate([kind, key, attribute]) ?? locate([kind, key]);
      return [
        {
          code: 'unsupported-attribute',
          severity: 'error',
          message: `${kind}.${key}.${attribute} is not supported by this version`,
          ...(at === undefined ? {} : { at }),
          help: 'give the content with `file`',
        },
      ];
    });
  });
}
