import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Mount, Network, Service, ServiceNetwork } from '../model/project.js';
import { inOrderOfAttachment } from './container-template.js';
import type { UpInput } from './up-options.js';
import { usedKeys } from './up-resources.js';

type Path = readonly (string | number)[];

interface Requirement {
  /** As the table of attributes names it. */
  readonly attribute: string;
  /** The first version of the Engine API that knows it, and of Docker that speaks it. */
  readonly api: string;
  readonly docker: string;
}

interface ServiceRequirement extends Requirement {
  /** Where a service uses it, below the service. */
  readonly uses: (service: Service) => readonly Path[];
}

interface NetworkRequirement extends Requirement {
  readonly uses: (network: Network) => readonly Path[];
}

const inMounts =
  (path: Path, isUsed: (mount: Mount) => boolean) =>
  ({ volumes = [] }: Service): readonly Path[] =>
    volumes.flatMap((mount, index) => (isUsed(mount) ? [['volumes', index, ...path]] : []));

const inNetworks =
  (path: Path, isUsed: (settings: ServiceNetwork, index: number) => boolean) =>
  (service: Service): readonly Path[] =>
    inOrderOfAttachment(service).flatMap(([key, settings], index) =>
      settings !== null && isUsed(settings, index) ? [['networks', key, ...path]] : [],
    );

const endpointSysctls = 'com.docker.network.endpoint.sysctls';

/**
 * Attributes that engines of API 1.41 (Docker 20.10) do not know: they would drop them without a word. Versions are
 * those of the Engine API's history.
 */
const inServices: readonly ServiceRequirement[] = [
  {
    attribute: 'services.*.volumes.type (cluster)',
    api: '1.42',
    docker: '23.0',
    uses: inMounts(['type'], ({ type }) => type === 'cluster'),
  },
  {
    attribute: 'services.*.annotations',
    api: '1.43',
    docker: '24.0',
    uses: ({ annotations = {} }) => (Object.keys(annotations).length > 0 ? [['annotations']] : []),
  },
  {
    attribute: 'services.*.healthcheck.start_interval',
    api: '1.44',
    docker: '25.0',
    uses: ({ healthcheck }) =>
      healthcheck?.start_interval === undefined ? [] : [['healthcheck', 'start_interval']],
  },
  {
    attribute: 'services.*.networks.*.mac_address (not the first)',
    api: '1.44',
    docker: '25.0',
    uses: inNetworks(['mac_address'], ({ mac_address }, index) => index > 0 && mac_address !== undefined),
  },
  {
    attribute: 'services.*.volumes.bind.recursive (writable, readonly)',
    api: '1.44',
    docker: '25.0',
    uses: inMounts(['bind', 'recursive'], ({ bind }) =>
      ['writable', 'readonly'].includes(bind?.recursive ?? ''),
    ),
  },
  {
    attribute: 'services.*.volumes.volume.subpath',
    api: '1.45',
    docker: '26.0',
    uses: inMounts(['volume', 'subpath'], ({ volume }) => Boolean(volume?.subpath)),
  },
  {
    attribute: `services.*.networks.*.driver_opts (${endpointSysctls})`,
    api: '1.46',
    docker: '27.0',
    uses: inNetworks(
      ['driver_opts', endpointSysctls],
      ({ driver_opts }) => endpointSysctls in (driver_opts ?? {}),
    ),
  },
  {
    attribute: 'services.*.volumes.type (image)',
    api: '1.48',
    docker: '28.0',
    uses: inMounts(['type'], ({ type }) => type === 'image'),
  },
  {
    attribute: 'services.*.networks.*.gw_priority',
    api: '1.48',
    docker: '28.0',
    uses: inNetworks(['gw_priority'], ({ gw_priority }) => gw_priority !== undefined),
  },
  {
    attribute: 'services.*.networks.*.interface_name',
    api: '1.49',
    docker: '28.1',
    uses: inNetworks(['interface_name'], ({ interface_name }) => Boolean(interface_name)),
  },
];

const inTopLevelNetworks: readonly NetworkRequirement[] = [
  {
    attribute: 'networks.*.enable_ipv4 (false)',
    api: '1.48',
    docker: '28.0',
    uses: ({ enable_ipv4 }) => (enable_ipv4 === false ? [['enable_ipv4']] : []),
  },
];

export const apiRequirements: readonly Requirement[] = [...inServices, ...inTopLevelNetworks];

/** Something in the files that not every engine can do. */
export interface NeededApi extends Requirement {
  readonly path: Path;
}

/** What the services of a command ask of the engine beyond API 1.41. */
export function neededApis({ selection }: Pick<UpInput, 'selection'>): readonly NeededApi[] {
  const { project } = selection;
  const ofServices = [...selection.services].sort().flatMap((name) => {
    const service = project.services[name];
    return service === undefined ? [] : needs(inServices, service, ['services', name]);
  });
  const ofNetworks = usedKeys({ selection }).networks.flatMap((key) => {
    const network = project.networks[key];
    return network === undefined || network.external
      ? []
      : needs(inTopLevelNetworks, network, ['networks', key]);
  });
  return [...ofServices, ...ofNetworks];
}

const needs = <Part>(
  requirements: readonly (Requirement & { readonly uses: (part: Part) => readonly Path[] })[],
  part: Part,
  path: Path,
): readonly NeededApi[] =>
  requirements.flatMap(({ uses, ...requirement }) =>
    uses(part).map((below) => ({ ...requirement, path: [...path, ...below] })),
  );

/** @param api the version that is spoken with the engine */
export function checkApis(
  needed: readonly NeededApi[],
  api: string,
  locate: UpInput['locate'],
): readonly Diagnostic[] {
  return needed
    .filter((need) => minor(need.api) > minor(api))
    .map(({ path, docker, api: from }) => {
      const at = locate(path) ?? locate(path.slice(0, -1));
      return {
        code: 'engine-too-old',
        severity: 'error',
        message: `${path.join('.')} needs Docker ${docker} or newer (API ${from}); this engine speaks API ${api}`,
        ...(at && { at }),
      };
    });
}

/** All versions of the Engine API begin with `1.`. */
const minor = (version: string): number => Number(version.split('.')[1]);
