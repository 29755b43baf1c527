import type { PartOrigin } from '../config/explain/part-origin.js';
import type { ContainerDetails, Engine } from '../engine/engine.js';
import { unlessGone } from '../execute/unless-gone.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { DependencyCondition } from '../model/project.js';
import { hidden, looksSecret, maskText } from '../model/secret-values.js';
import type { Decision } from '../plan/plan.js';
import { imageOf } from '../plan/service-images.js';
import type { UpOptions } from '../plan/up-options.js';
import { type Outcome, settle } from './outcome.js';
import { type PreparedUp, prepareUp } from './prepare-up.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface ExplainServiceRequest {
  readonly project: ProjectRequest;
  readonly service: string;
}

/** Why a service is as it is, and what `up` would make of it. */
export interface ServiceExplanation {
  readonly service: string;
  readonly image: string;
  /** By replica. Empty: there is none. */
  readonly containers: readonly ExplainedContainer[];
  /** What `up` would do to its containers, image and all. */
  readonly decisions: readonly Decision[];
  readonly needs: readonly ExplainedDependency[];
  /** Sorted by name. */
  readonly environment: readonly ExplainedVariable[];
}

export interface ExplainedContainer {
  readonly container: ObservedContainer;
  readonly details: ContainerDetails;
}

export interface ExplainedDependency {
  readonly service: string;
  readonly condition: DependencyCondition;
  readonly required: boolean;
  /** Whether the condition holds now. */
  readonly isMet: boolean;
  readonly containers: readonly ObservedContainer[];
  readonly needs: readonly ExplainedDependency[];
}

export interface ExplainedVariable {
  readonly name: string;
  /** Masked where it looks secret; null: the container does not get it. */
  readonly value: string | null;
  readonly isSecret: boolean;
  readonly origin: PartOrigin;
}

/** What an `up` of this service alone would be given. */
const options: UpOptions = {
  recreate: 'changed',
  build: 'missing',
  scale: {},
  removeOrphans: false,
  ignoreOrphans: true,
  wait: false,
  withDependencies: true,
};

/** Changes nothing. */
export function explainService(
  runtime: Runtime,
  { project, service }: ExplainServiceRequest,
): Promise<Outcome<ServiceExplanation>> {
  return settle(runtime, async () => {
    const prepared = await prepareUp(runtime, { project, services: [service], options });
    if (prepared === undefined) return { kind: 'invalid' };
    const definition = prepared.selection.project.services[service];
    if (definition === undefined) throw new Error(`${service} was selected and is not there`);
    const image = imageOf(prepared.selection.project, definition);
    const value: ServiceExplanation = {
      service,
      image,
      containers: await lookAtContainers(prepared.engine, containersOf(prepared, service), runtime.signal),
      decisions: prepared.plan.decisions.filter(
        (decision) =>
          decision.service === service || (decision.resource === 'image' && decision.name === image),
      ),
      needs: dependenciesOf(prepared, service),
      environment: Object.entries(definition.environment ?? {})
        .map(([name, text]) => explainVariable(prepared, service, name, text))
        .sort((left, right) => (left.name < right.name ? -1 : 1)),
    };
    return { kind: 'succeeded', value };
  });
}

const containersOf = ({ observed }: PreparedUp, service: string): readonly ObservedContainer[] =>
  observed.containers
    .filter(({ labels }) => labels[label.service] === service && !isOneoff(labels))
    .sort((left, right) => (left.name < right.name ? -1 : 1));

async function lookAtContainers(
  engine: Engine,
  containers: readonly ObservedContainer[],
  signal: AbortSignal,
): Promise<readonly ExplainedContainer[]> {
  const explained = await Promise.all(
    containers.map(async (container): Promise<readonly ExplainedContainer[]> => {
      const details = await unlessGone(engine.containers.inspect(container.id, { signal }));
      return details === undefined ? [] : [{ container, details }];
    }),
  );
  return explained.flat();
}

function dependenciesOf(prepared: PreparedUp, service: string): readonly ExplainedDependency[] {
  return prepared.selection.graph
    .dependenciesOf(service)
    .map(({ dependency, condition, required = true }) => {
      const containers = containersOf(prepared, dependency);
      const isMet = containers.length > 0 && containers.every((container) => meets(container, condition));
      return {
        service: dependency,
        condition,
        required,
        isMet,
        containers,
        needs: dependenciesOf(prepared, dependency),
      };
    });
}

function meets({ state, health, exitCode }: ObservedContainer, condition: DependencyCondition): boolean {
  switch (condition) {
    case 'service_started':
      return state === 'running' || (state === 'exited' && exitCode === 0);
    case 'service_healthy':
      return health === 'healthy';
    case 'service_completed_successfully':
      return state === 'exited' && exitCode === 0;
    default:
      return condition satisfies never;
  }
}

function explainVariable(
  { originOf }: PreparedUp,
  service: string,
  name: string,
  value: string | null,
): ExplainedVariable {
  const origin = originOf(['services', service, 'environment', name]);
  if (value === null) return { name, value, isSecret: false, origin };
  const masked = looksSecret(name) ? hidden : maskText(value);
  return { name, value: masked, isSecret: masked !== value, origin };
}
