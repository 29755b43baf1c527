import { type Selection, selectServices } from '../../src/graph/select-services.js';
import { type FileObjectKey, fileObjectKey } from '../../src/model/container-file.js';
import { label } from '../../src/model/labels.js';
import { containerId, projectName, serviceName } from '../../src/model/names.js';
import type { ObservedContainer, ObservedState } from '../../src/model/observed.js';
import type { Project, Service } from '../../src/model/project.js';
import { appliedConfig } from '../../src/plan/applied.js';
import { containerTemplate } from '../../src/plan/container-template.js';
import type { Cause, Plan, PlanNode } from '../../src/plan/plan.js';
import { planUp } from '../../src/plan/plan-up.js';
import type { UpInput, UpOptions } from '../../src/plan/up-options.js';

type ServiceParts = Partial<Omit<Service, 'name'>>;

/** Services get the image `busybox` and the network `default` unless they say otherwise. */
export function makeProject(
  services: Readonly<Record<string, ServiceParts>>,
  parts: Partial<Project> = {},
): Project {
  return {
    name: projectName('app'),
    workingDir: '/srv/app',
    configFiles: ['/srv/app/compose.yaml'],
    environmentFiles: [],
    services: Object.fromEntries(
      Object.entries(services).map(([name, service]) => [
        name,
        {
          name: serviceName(name),
          command: null,
          entrypoint: null,
          ...(service.build === undefined ? { image: 'busybox' } : {}),
          ...(service.network_mode === undefined ? { networks: { default: null } } : {}),
          ...service,
        },
      ]),
    ),
    disabledServices: {},
    networks: { default: { name: 'app_default' } },
    volumes: {},
    configs: {},
    secrets: {},
    models: {},
    profiles: [],
    extensions: {},
    ...parts,
  };
}

export const nothing: ObservedState = { containers: [], networks: [], volumes: [], images: {} };

/** An engine that has the image and the network, but no container. */
export const prepared: ObservedState = {
  ...nothing,
  networks: [{ id: 'net-1', name: 'app_default', labels: { [label.project]: 'app' } }],
  images: { busybox: { id: 'sha256:one', tags: ['busybox:latest'] } },
};

const defaults: UpOptions = {
  recreate: 'changed',
  build: 'missing',
  scale: {},
  removeOrphans: false,
  wait: false,
  withDependencies: true,
};

type PlanOptions = Partial<UpOptions> & { readonly services?: readonly string[] };

export function inputOf(
  project: Project,
  observed: ObservedState,
  { services = [], ...rest }: PlanOptions = {},
): UpInput {
  const options = { ...defaults, ...rest };
  return {
    selection: selectionOf(project, services, options.withDependencies),
    observed,
    fingerprints: fingerprintsOf(project),
    options,
    version: '1.0.0',
    locate: () => undefined,
  };
}

export function plan(project: Project, observed: ObservedState, options: PlanOptions = {}): Plan {
  const planned = planUp(inputOf(project, observed, options));
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('\n'));
  return planned.value;
}

export function selectionOf(
  project: Project,
  names: readonly string[] = [],
  withDependencies = true,
): Selection {
  const selected = selectServices(project, { names, withDependencies });
  if (!selected.ok) throw new Error(selected.diagnostics.map(({ message }) => message).join('\n'));
  return selected.value;
}

/** Of the configs that have their content in the files. */
export function contentsOf({ configs }: Project): ReadonlyMap<FileObjectKey, Uint8Array> {
  return new Map(
    Object.entries(configs).flatMap(([source, { content }]) =>
      content === undefined
        ? []
        : [[fileObjectKey({ kind: 'configs', source }), new TextEncoder().encode(content)] as const],
    ),
  );
}

const fingerprintsOf = (project: Project): UpInput['fingerprints'] =>
  Object.fromEntries(
    [...contentsOf(project)].map(([key, content]) => [key, new TextDecoder().decode(content)]),
  );

/** A container as this project's `up` would have made it. */
export function running(
  project: Project,
  service: string,
  parts: Partial<ObservedContainer> & { readonly number?: number } = {},
): ObservedContainer {
  const definition = project.services[service];
  if (definition === undefined) throw new Error(`no service ${service}`);
  const { number = 1, ...rest } = parts;
  const template = containerTemplate({
    project,
    service: definition,
    number,
    config: appliedConfig(project, definition, fingerprintsOf(project)),
    version: '1.0.0',
    representative: (owner) => ({ service: owner, number: 1 }),
    replicas: () => [1],
  });
  const id = `${service}${number}`.padEnd(64, '0');
  return {
    id: containerId(id),
    name: template.name,
    image: template.image,
    imageId: 'sha256:one',
    labels: template.labels,
    state: 'running',
    createdAt: 0,
    networks: template.networks.map(({ network }) => ({ name: network, id: 'net-1' })),
    mounts: [],
    ports: [],
    statusText: 'Up 5 seconds',
    command: '',
    ...rest,
  };
}

/** One line per node, sorted: what, after what, why. Optional edges are in brackets. */
export const nodeLines = (plan: Plan): readonly string[] => plan.nodes.map(nodeLine).sort();

function nodeLine({ id, after, cause, transaction, onlyIf }: PlanNode): string {
  const edges = after.map(({ node, required }) => (required ? node : `[${node}]`)).sort();
  return [
    id,
    edges.length === 0 ? '' : ` after ${edges.join(', ')}`,
    ` because ${causeWord(cause)}`,
    transaction === undefined ? '' : ` in "${transaction}"`,
    onlyIf === undefined ? '' : ` only if ${onlyIf.image} is no longer ${onlyIf.from}`,
  ].join('');
}

function causeWord(cause: Cause): string {
  switch (cause.kind) {
    case 'changed':
      return cause.changes
        .map(({ path, before, after }) => `${path}: ${before ?? '-'} → ${after ?? '-'}`)
        .join(' and ');
    case 'requested':
      return `requested by ${cause.by}`;
    case 'not-running':
      return cause.state;
    default:
      return cause.kind;
  }
}

/** One line per decision that is not `keep`. */
export const decisionLines = (plan: Plan): readonly string[] =>
  plan.decisions
    .filter(({ action }) => action !== 'keep')
    .map(
      ({ action, resource, name, causes }) =>
        `${action} ${resource} ${name}: ${causes.map(causeWord).join(', ')}`,
    )
    .sort();
