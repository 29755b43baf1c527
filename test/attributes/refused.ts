import type { FileObject, Service } from '../../src/model/project.js';

type Parts = Partial<Service>;

/** What the planner refuses, with a service that says it, and where the error is. */
export const refused: Readonly<Record<string, readonly [Parts, string]>> = {
  'services.*.models': [{ models: { llm: null } }, 'models'],
  'services.*.provider': [{ provider: { type: 'cloud' } }, 'provider'],
};

/** The same for top-level secrets; configs are alike. */
export const refusedObjects: Readonly<Record<string, readonly [FileObject, string]>> = {
  'configs.*.external': [{ name: 'key', external: true }, 'external'],
  'secrets.*.external': [{ name: 'key', external: true }, 'external'],
};
