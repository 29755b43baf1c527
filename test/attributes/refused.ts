import type { FileObject, Service } from '../../src/model/project.js';

type Parts = Partial<Service>;
export const build = (parts: Service['build']): Parts => ({ build: { context: '/srv/app', ...parts } });

/** What the planner refuses, with a service that says it, and where the error is. */
export const refused: Readonly<Record<string, readonly [Parts, string]>> = {
  'services.*.build.additional_contexts': [
    build({ additional_contexts: { a: '/a' } }),
    'build.additional_contexts',
  ],
  'services.*.build.cache_to': [build({ cache_to: ['type=local'] }), 'build.cache_to'],
  'services.*.build.entitlements': [build({ entitlements: ['network.host'] }), 'build.entitlements'],
  'services.*.build.isolation': [build({ isolation: 'hyperv' }), 'build.isolation'],
  'services.*.build.privileged': [build({ privileged: true }), 'build.privileged'],
  'services.*.build.provenance': [build({ provenance: 'mode=max' }), 'build.provenance'],
  'services.*.build.sbom': [build({ sbom: 'true' }), 'build.sbom'],
  'services.*.build.ulimits': [build({ ulimits: { nofile: 1 } }), 'build.ulimits'],
  'services.*.models': [{ models: { llm: null } }, 'models'],
  'services.*.provider': [{ provider: { type: 'cloud' } }, 'provider'],
};

/** The same for top-level secrets; configs are alike. */
export const refusedObjects: Readonly<Record<string, readonly [FileObject, string]>> = {
  'configs.*.external': [{ name: 'key', external: true }, 'external'],
  'secrets.*.external': [{ name: 'key', external: true }, 'external'],
};
