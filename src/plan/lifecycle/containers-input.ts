import { label } from '../../model/labels.js';
import type { ProjectName } from '../../model/names.js';
import type { ObservedContainer, UpdateMarker } from '../../model/observed.js';
import type { Service } from '../../model/project.js';
import type { Action, Cause } from '../plan.js';
import { emptyDraft, type PlanDraft } from '../plan-draft.js';

/** What commands on the containers of a project decide by. */
export interface ContainersInput {
  readonly project: ProjectName;
  /** As the files say, for hooks; empty where no files were read. */
  readonly services: Readonly<Record<string, Service>>;
  /** Those that the command is about. */
  readonly containers: readonly ObservedContainer[];
  readonly updateMarkers: readonly UpdateMarker[];
  /** What asked for it, for example `Ctrl-C`. */
  readonly by: string;
}

export const draftOf = ({ services, updateMarkers }: ContainersInput): PlanDraft =>
  emptyDraft(services, updateMarkers);

export const causeOf = ({ by }: Pick<ContainersInput, 'by'>): Cause => ({ kind: 'requested', by });

export function decide(
  draft: PlanDraft,
  { name, labels }: ObservedContainer,
  action: Action,
  cause: Cause,
): void {
  const service = labels[label.service];
  draft.decisions.push({
    resource: 'container',
    name,
    ...(service === undefined ? {} : { service }),
    action,
    causes: [cause],
  });
}
