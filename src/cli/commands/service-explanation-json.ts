import type { ExplainedDependency, ServiceExplanation } from '../../app/explain-service.js';
import { describeCause } from '../../report/describe-cause.js';
import { originJson } from './explanation-json.js';

/** For programs: one object. Ends with a newline. */
export function serviceExplanationJson(explanation: ServiceExplanation): string {
  const { service, image, containers, decisions, needs, environment } = explanation;
  const value = {
    schema: 1,
    service,
    image,
    containers: containers.map(({ container, details }) => ({
      name: container.name,
      id: container.id,
      state: container.state,
      status: container.statusText,
      health: details.health ?? null,
      lastProbe: details.lastProbe ?? null,
      exitCode: container.exitCode ?? null,
      outOfMemory: details.outOfMemory,
      error: details.error,
      restartCount: details.restartCount,
      startedAt: details.startedAt ?? null,
      finishedAt: details.finishedAt ?? null,
    })),
    plan: decisions.map(({ resource, name, action, causes }) => ({
      resource,
      name,
      action,
      causes: causes.flatMap(describeCause),
    })),
    needs: needs.map(dependencyJson),
    environment: environment.map(({ name, value: text, isSecret, origin }) => ({
      name,
      value: text,
      isSecret,
      origin: originJson(origin),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

const dependencyJson = ({
  service,
  condition,
  required,
  isMet,
  containers,
  needs,
}: ExplainedDependency): object => ({
  service,
  condition,
  required,
  isMet,
  containers: containers.map(({ name, state, statusText }) => ({ name, state, status: statusText })),
  needs: needs.map(dependencyJson),
});
