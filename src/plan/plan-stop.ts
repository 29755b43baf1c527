import type { ProjectName } from '../model/names.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { isRunning } from './container-target.js';
import type { Cause, Plan } from './plan.js';
import { emptyDraft, finishDraft } from './plan-draft.js';
import { addStops } from './stop-order.js';

export interface StopInput {
  readonly project: ProjectName;
  /** As the files say; empty where no files were read. */
  readonly services: Readonly<Record<string, Service>>;
  readonly containers: readonly ObservedContainer[];
  /** What asked for it, for example `Ctrl-C`. */
  readonly by: string;
  readonly timeoutSeconds?: number;
}

/** Stops containers and keeps them. */
export function planStop({ project, services, containers, by, timeoutSeconds }: StopInput): Plan {
  const draft = emptyDraft(services, []);
  const cause: Cause = { kind: 'requested', by };
  addStops(draft, containers, cause, timeoutSeconds);
  for (const { name } of containers.filter(isRunning)) {
    draft.decisions.push({ resource: 'container', name, action: 'stop', causes: [cause] });
  }
  return finishDraft('stop', project, draft);
}
