import { containerId, projectName, serviceName } from '../../src/model/names.js';
import type { ContainerTarget, Decision, Operation, Plan, PlanNode } from '../../src/plan/plan.js';

/** Plans as small as a reporter needs them; most of what an operation carries is not shown. */
export function samplePlan(nodes: readonly PlanNode[], decisions: readonly Decision[] = []): Plan {
  return { command: 'up', project: projectName('app'), decisions, nodes, diagnostics: [] };
}

export function node(
  id: string,
  operation: Operation,
  extras: Pick<PlanNode, 'transaction' | 'onlyIf'> = {},
): PlanNode {
  return { id, operation, after: [], cause: { kind: 'absent' }, ...extras };
}

export const target = (service: string, id?: string): ContainerTarget => ({
  service,
  number: 1,
  name: `app-${service}-1`,
  ...(id === undefined ? {} : { id: containerId(id) }),
});

/** Its service holds a value that must not get out. */
function createContainer(service: string): Operation {
  return {
    kind: 'create-container',
    container: target(service),
    template: {
      name: `app-${service}-1`,
      image: 'busybox:latest',
      service: {
        name: serviceName(service),
        command: null,
        entrypoint: null,
        environment: { PASSWORD: 'hunter2' },
      },
      labels: { 'dev.stack.applied': 'hunter2' },
      networkMode: { kind: 'engine', value: 'app_default' },
      networks: [],
      mounts: [],
      volumesFrom: [],
      links: [],
    },
  };
}

export const createNode = (service: string, extras = {}): PlanNode =>
  node(`create app-${service}-1`, createContainer(service), extras);

export const startNode = (service: string, extras = {}): PlanNode =>
  node(`start app-${service}-1`, { kind: 'start-container', container: target(service) }, extras);

export const waitNode = (service: string, until: 'healthy' | 'completed' | 'settled'): PlanNode =>
  node(`wait app-${service}-1 until ${until}`, {
    kind: 'wait-container',
    container: target(service),
    until,
  });

export const networkNode = (name: string): PlanNode =>
  node(`create network ${name}`, { kind: 'create-network', network: { name }, labels: {} });

export const pullNode = (image: string): PlanNode =>
  node(`pull ${image}`, { kind: 'pull-image', image, service: 'web' });

export const buildNode = (service: string): PlanNode =>
  node(`build app-${service}`, {
    kind: 'build-image',
    image: `app-${service}`,
    service,
    build: { args: { TOKEN: 'hunter2' } },
    alsoNamed: [],
    labels: {},
  });

/** The nodes by which `service` gets another container in the place of the one that runs. */
export function replacementNodes(service: string): {
  readonly rename: PlanNode;
  readonly create: PlanNode;
  readonly stop: PlanNode;
  readonly start: PlanNode;
  readonly remove: PlanNode;
} {
  const old = target(service, '0123456789abcdef');
  const transaction = { transaction: `replace app-${service}-1` };
  return {
    rename: node(
      `rename ${old.name}`,
      { kind: 'rename-container', container: old, to: 'set-aside' },
      transaction,
    ),
    create: createNode(service, transaction),
    stop: node(`stop ${old.name}`, { kind: 'stop-container', container: old }, transaction),
    start: startNode(service, transaction),
    remove: node(`remove ${old.name}`, { kind: 'remove-container', container: old, anonymousVolumes: [] }),
  };
}

export const replacement = (service: string): Decision => ({
  resource: 'container',
  name: `app-${service}-1`,
  service,
  action: 'replace',
  causes: [
    {
      kind: 'changed',
      changes: [{ path: 'environment.MODE', before: '"dev"', after: '"prod"', masked: false }],
    },
  ],
});

export const kept = (service: string): Decision => ({
  resource: 'container',
  name: `app-${service}-1`,
  service,
  action: 'keep',
  causes: [],
});
