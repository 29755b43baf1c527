import { closestName } from '../../diagnostics/closest-name.js';
import type { DiagnosticCode } from '../../diagnostics/codes.js';
import type { Severity } from '../../diagnostics/diagnostic.js';
import type { Project, Service } from '../../model/project.js';
import { readinessOf } from '../../model/readiness.js';
import { serviceOf } from '../complete/implied-dependencies.js';
import type { Path } from '../path.js';
import type { Report } from '../report.js';
import type { Locate } from './locate.js';

interface Finding {
  readonly code: DiagnosticCode;
  readonly severity?: Severity;
  readonly message: string;
  /** Below the service. */
  readonly path: Path;
  readonly help?: string;
  /** What it does not go together with, below the service. */
  readonly beside?: Path;
}

/**
 * Rules about several attributes of a service at once, and about services among each other.
 *
 * @param complete `false`: there were mistakes before, so that what is missing may only not have been read.
 */
export function checkServices(project: Project, complete: boolean, locate: Locate, report: Report): void {
  for (const [name, service] of Object.entries(project.services)) {
    const absent = complete
      ? [...imageOrBuild(service), ...limits(service), ...contexts(service, project)]
      : [];
    for (const { path, message, beside, ...finding } of [
      ...exclusive(service),
      ...platforms(service),
      ...replicas(service),
      ...restarts(service),
      ...readiness(service),
      ...absent,
    ]) {
      const at = locate(['services', name, ...path]);
      const other = beside && locate(['services', name, ...beside]);
      report({
        severity: 'error',
        ...finding,
        message: `services.${name} ${message}`,
        ...(at && { at }),
        ...(other && { related: [{ message: `\`${beside?.join('.')}\` is here`, at: other }] }),
      });
    }
  }
  checkContainerNames(project, locate, report);
}

function readiness(service: Service): Finding[] {
  const findings: Finding[] = [];
  readinessOf(service, (path, message) => {
    findings.push({ code: 'invalid-value', message: `${path.join('.')} ${message}`, path });
  });
  return findings;
}

function imageOrBuild({ image, build, provider }: Service): Finding[] {
  if (build || provider || (image !== undefined && image !== '')) return [];
  return [
    {
      code: 'missing-key',
      message: 'has neither `image` nor `build`',
      path: [],
      help: 'name the image to run (`image: name:tag`), or the folder to build it from (`build: .`)',
    },
  ];
}

function exclusive({ build, network_mode, networks }: Service): Finding[] {
  const found: Finding[] = [];
  if (build?.dockerfile_inline !== undefined && build.dockerfile !== undefined) {
    const message = 'has both `build.dockerfile` and `build.dockerfile_inline`, which exclude each other';
    found.push({
      code: 'conflicting-attributes',
      message,
      path: ['build', 'dockerfile_inline'],
      beside: ['build', 'dockerfile'],
      help: 'remove one of the two',
    });
  }
  if (network_mode !== undefined && network_mode !== '' && Object.keys(networks ?? {}).length > 0) {
    const message = 'has both `network_mode` and `networks`, which exclude each other';
    found.push({
      code: 'conflicting-attributes',
      message,
      path: ['network_mode'],
      beside: ['networks'],
      help: 'remove `networks`, or `network_mode` if the service is to be in those networks',
    });
  }
  return found;
}

/** An image that is built for other platforms only could not be run. */
function platforms({ platform, build }: Service): Finding[] {
  const built = build?.platforms ?? [];
  if (platform === undefined || built.length === 0 || built.includes(platform)) return [];
  return [
    {
      code: 'conflicting-attributes',
      message: `runs on \`${platform}\`, which \`build.platforms\` does not list`,
      path: ['build', 'platforms'],
      help: `add \`${platform}\` to the list`,
    },
  ];
}

/** The image of another service can only be a context when that service builds it. */
function contexts({ build }: Service, { services }: Project): Finding[] {
  return Object.entries(build?.additional_contexts ?? {}).flatMap(([key, context]) => {
    const other = serviceOf(context);
    if (other === undefined || services[other]?.build !== undefined) return [];
    const message = `uses the service \`${other}\` as a build context, which has no \`build\``;
    const help = `give \`${other}\` a \`build\`, or write \`docker-image://…\` for an image that is there`;
    return [{ code: 'conflicting-attributes', message, path: ['build', 'additional_contexts', key], help }];
  });
}

function replicas({ scale, deploy, container_name }: Service): Finding[] {
  const found: Finding[] = [];
  if (scale !== undefined && deploy?.replicas !== undefined && scale !== deploy.replicas) {
    const message = `says ${scale} with \`scale\` and ${deploy.replicas} with \`deploy.replicas\``;
    found.push({
      code: 'conflicting-attributes',
      message,
      path: ['scale'],
      beside: ['deploy', 'replicas'],
      help: 'remove `scale`',
    });
  }
  const count = scale ?? deploy?.replicas ?? 1;
  if (container_name !== undefined && container_name !== '' && count > 1) {
    const message = `wants ${count} containers, which cannot all have the \`container_name\` ${container_name}`;
    const beside = deploy?.replicas !== undefined ? ['deploy', 'replicas'] : ['scale'];
    const help = 'remove `container_name`: each container then has a name with its number';
    found.push({ code: 'conflicting-attributes', message, path: ['container_name'], beside, help });
  }
  return found;
}

/** docker compose passes on whatever is written, and the engine refuses it when the container is made. */
function restarts({ restart }: Service): Finding[] {
  if (restart === undefined || /^(?:|no|always|unless-stopped|on-failure(?::\d+)?)$/.test(restart)) return [];
  const meant = closestName(restart.replace(/:.*$/, ''), ['no', 'always', 'unless-stopped', 'on-failure']);
  return [
    {
      code: 'invalid-value',
      severity: 'warning',
      message: `says \`restart: ${restart}\`, which the engine will refuse`,
      path: ['restart'],
      help:
        meant === undefined
          ? 'write `"no"`, `always`, `unless-stopped`, `on-failure` or `on-failure:3`'
          : `did you mean \`${meant}\`?`,
    },
  ];
}

/** Where both the old and the new way to limit something are used, they have to agree. */
function limits({ deploy, cpus, mem_limit, mem_reservation, pids_limit }: Service): Finding[] {
  const { limits, reservations } = deploy?.resources ?? {};
  const pairs = [
    { key: 'cpus', value: cpus, other: limits?.cpus, section: limits, path: 'limits.cpus' },
    { key: 'mem_limit', value: mem_limit, other: limits?.memory, section: limits, path: 'limits.memory' },
    { key: 'pids_limit', value: pids_limit, other: limits?.pids, section: limits, path: 'limits.pids' },
    {
      key: 'mem_reservation',
      value: mem_reservation,
      other: reservations?.memory,
      section: reservations,
      path: 'reservations.memory',
    },
  ];
  return pairs
    .filter(({ value, other, section }) => section && isSet(value) && value !== other)
    .map(({ key, path, other }) => ({
      code: 'conflicting-attributes',
      message: `has \`${key}\` beside \`deploy.resources\`, where \`${path}\` does not say the same`,
      path: [key],
      ...(other !== undefined && { beside: ['deploy', 'resources', ...path.split('.')] }),
      help:
        other === undefined
          ? `move it there: \`deploy.resources.${path}\``
          : `keep \`deploy.resources.${path}\` only`,
    }));
}

function isSet(value: string | number | undefined): boolean {
  return value !== undefined && value !== 0 && value !== '0';
}

function checkContainerNames(project: Project, locate: Locate, report: Report): void {
  const owners = new Map<string, string>();
  for (const [name, { container_name: container }] of Object.entries(project.services)) {
    if (container === undefined || container === '') continue;
    const owner = owners.get(container);
    owners.set(container, owner ?? name);
    if (owner === undefined) continue;
    const at = locate(['services', name, 'container_name']);
    const first = locate(['services', owner, 'container_name']);
    report({
      code: 'conflicting-attributes',
      severity: 'error',
      message: `container name "${container}" is already in use by service "${owner}"`,
      ...(at && { at }),
      ...(first && { related: [{ message: 'first used here', at: first }] }),
      help: 'give each its own name, or remove `container_name` and let the names be made',
    });
  }
}
