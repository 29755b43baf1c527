import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { serviceOfMode } from '../graph/namespace-owners.js';
import type { Service } from '../model/project.js';
import type { Decision } from './plan.js';
import type { UpInput } from './up-options.js';
import { failureActions } from './update-policy.js';

type Path = readonly (string | number)[];

/**
 * What the files say of updates and cannot be done, for the services that the command is about.
 *
 * @param decisions on their containers: how one is replaced matters only where one is
 */
export function checkUpdates(input: UpInput, decisions: readonly Decision[]): readonly Diagnostic[] {
  const { selection } = input;
  const replaced = new Set(
    decisions.flatMap(({ action, service }) => (action === 'replace' ? [service] : [])),
  );
  return [...selection.services].sort().flatMap((name) => {
    const service = selection.project.services[name];
    if (service === undefined) return [];
    return [
      ...checkFailureAction(input, service),
      ...(replaced.has(name) ? checkStartFirst(input, service) : []),
    ];
  });
}

function checkFailureAction({ locate }: UpInput, { name, deploy }: Service): readonly Diagnostic[] {
  const action = deploy?.update_config?.failure_action;
  if (action === undefined || failureActions.some((known) => known === action)) return [];
  const at = locate(['services', name, 'deploy', 'update_config', 'failure_action']);
  return [
    {
      code: 'invalid-value',
      severity: 'error',
      message: `deploy.update_config.failure_action of ${name} cannot be "${action}"`,
      ...(at && { at }),
      help: `it is one of ${failureActions.map((known) => `\`${known}\``).join(', ')}`,
    },
  ];
}

/** Of `start-first` two containers of one replica run for a while: what only one can have forbids it. */
function checkStartFirst({ locate }: UpInput, service: Service): readonly Diagnostic[] {
  return (['update_config', 'rollback_config'] as const).flatMap((key) => {
    if (service.deploy?.[key]?.order !== 'start-first') return [];
    const at = locate(['services', service.name, 'deploy', key, 'order']);
    return exclusiveParts(service).map(({ path, what, help }): Diagnostic => {
      const there = locate(['services', service.name, ...path]);
      return {
        code: 'conflicting-attributes',
        severity: 'error',
        message: `deploy.${key}.order of ${service.name} cannot be start-first: ${what}`,
        ...(at && { at }),
        ...(there && { related: [{ message: 'only one container can have this', at: there }] }),
        help: `${help}, or use \`order: stop-first\``,
      };
    });
  });
}

interface ExclusivePart {
  readonly path: Path;
  readonly what: string;
  readonly help: string;
}

function exclusiveParts(service: Service): readonly ExclusivePart[] {
  const { container_name, mac_address, network_mode, networks = {}, ports = [] } = service;
  const addresses = Object.entries(networks).flatMap(([network, settings]) =>
    (['ipv4_address', 'ipv6_address', 'mac_address'] as const)
      .filter((key) => settings?.[key] !== undefined)
      .map((key) => ({
        path: ['networks', network, key],
        what: `the old and the new container cannot both have ${settings?.[key]}`,
        help: 'let the engine choose the address',
      })),
  );
  return [
    ...(container_name === undefined
      ? []
      : [
          {
            path: ['container_name'],
            what: `the old and the new container cannot both be named ${container_name}`,
            help: 'remove `container_name`',
          },
        ]),
    ...(mac_address === undefined
      ? []
      : [
          {
            path: ['mac_address'],
            what: `the old and the new container cannot both have ${mac_address}`,
            help: 'let the engine choose the address',
          },
        ]),
    ...(network_mode !== undefined && sharesNetwork(network_mode)
      ? [
          {
            path: ['network_mode'],
            what: `the old and the new container would listen in one network (${network_mode})`,
            help: 'give the service a network of its own',
          },
        ]
      : []),
    ...addresses,
    ...ports.flatMap(({ published }, index) =>
      isFixedPort(published)
        ? [
            {
              path: ['ports', index],
              what: `the old and the new container cannot both publish port ${published}`,
              help: 'let the engine choose the host port, or publish a range of them',
            },
          ]
        : [],
    ),
  ];
}

const sharesNetwork = (mode: string): boolean =>
  mode === 'host' || mode.startsWith('container:') || serviceOfMode(mode) !== undefined;

/** Of a range the engine takes a port that is free. */
function isFixedPort(published: string | undefined): boolean {
  if (published === undefined || published === '' || published === '0') return false;
  const [first, last = first] = published.split('-');
  return first === last;
}
