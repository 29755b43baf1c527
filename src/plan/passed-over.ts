import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Service } from '../model/project.js';
import type { UpInput } from './up-options.js';

/** What only an orchestrator of several engines can heed, or an engine on Windows; docker compose passes over it too. */
const passedOver: Readonly<Record<string, (service: Service) => unknown>> = {
  credential_spec: ({ credential_spec }) => credential_spec,
  'deploy.endpoint_mode': ({ deploy }) => deploy?.endpoint_mode,
  'deploy.labels': ({ deploy }) => deploy?.labels,
  'deploy.mode': ({ deploy }) => (deploy?.mode === 'replicated' ? undefined : deploy?.mode),
  'deploy.placement': ({ deploy }) => deploy?.placement,
  'deploy.resources.reservations.cpus': ({ deploy }) => deploy?.resources?.reservations?.cpus,
  'deploy.resources.reservations.generic_resources': ({ deploy }) =>
    deploy?.resources?.reservations?.generic_resources,
  'deploy.restart_policy.delay': ({ deploy }) => deploy?.restart_policy?.delay,
  'deploy.restart_policy.window': ({ deploy }) => deploy?.restart_policy?.window,
  'deploy.rollback_config.failure_action': ({ deploy }) => deploy?.rollback_config?.failure_action,
  'deploy.rollback_config.max_failure_ratio': ({ deploy }) => deploy?.rollback_config?.max_failure_ratio,
  'deploy.rollback_config.monitor': ({ deploy }) => deploy?.rollback_config?.monitor,
};

export const passedOverAttributes: readonly string[] = Object.keys(passedOver);

/** Says once what of the files has no effect on a single engine. */
export function notePassedOver({ selection, locate }: UpInput): readonly Diagnostic[] {
  const uses = [...selection.services].sort().flatMap((name) => {
    const service = selection.project.services[name];
    if (service === undefined) return [];
    return Object.entries(passedOver)
      .filter(([, valueIn]) => saysSomething(valueIn(service)))
      .map(([attribute]) => ({ name, attribute }));
  });
  const [first] = uses;
  if (first === undefined) return [];
  const attributes = [...new Set(uses.map(({ attribute }) => attribute))].sort();
  const at = locate(['services', first.name, ...first.attribute.split('.')]);
  return [
    {
      code: 'no-effect',
      severity: 'note',
      message: `${attributes.join(', ')} ${attributes.length === 1 ? 'has' : 'have'} no effect on containers of a single engine`,
      ...(at && { at }),
    },
  ];
}

const saysSomething = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== undefined;
