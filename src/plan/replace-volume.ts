import { closestName } from '../diagnostics/closest-name.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ObservedContainer, ObservedVolume } from '../model/observed.js';
import { required } from './container-target.js';
import type { AttributeChange, Cause, Edge, Operation } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { UpInput } from './up-options.js';

/** A volume of which another one of the same name takes the place. Its data is lost. */
export interface VolumeReplacement {
  readonly old: ObservedVolume;
  readonly key: string;
  readonly changes: readonly AttributeChange[];
  readonly create: Operation & { readonly kind: 'create-volume' };
}

/** Gives the node after which the new one is there. */
export function addVolumeReplacement(
  draft: PlanDraft,
  { old: { name }, changes, create }: VolumeReplacement,
): string {
  const cause: Cause = { kind: 'changed', changes };
  const removed = addNode(draft, {
    id: removalId(name),
    operation: { kind: 'remove-volume', name },
    after: [],
    cause,
  });
  draft.decisions.push({ resource: 'volume', name, action: 'replace', causes: [cause] });
  return addNode(draft, {
    id: `create volume ${name}`,
    operation: create,
    after: [required(removed)],
    cause,
  });
}

/**
 * The engine removes no volume that a container has, running or not. So all of them go before, which is why nothing of
 * this can be undone, and those that this plan does not remove are an error before anything is changed.
 */
export function addVolumeUsers(
  draft: PlanDraft,
  { observed, locate }: UpInput,
  { old: { name }, key }: VolumeReplacement,
): void {
  const users = [...observed.containers, ...(observed.usage?.foreign ?? [])].filter((container) =>
    hasVolume(container, name),
  );
  const removals = new Map(
    draft.nodes.flatMap(({ id, operation }) =>
      operation.kind === 'remove-container' ? [[operation.container.id, id] as const] : [],
    ),
  );
  const edges = users.flatMap(({ id }): Edge[] => {
    const removal = removals.get(id);
    return removal === undefined ? [] : [required(removal)];
  });
  for (const [index, node] of draft.nodes.entries()) {
    if (node.id === removalId(name)) draft.nodes[index] = { ...node, after: edges };
  }
  const staying = users.filter(({ id }) => !removals.has(id)).map((container) => container.name);
  if (staying.length === 0) return;
  const at = locate(['volumes', key]);
  draft.diagnostics.push({
    code: 'resource-in-use',
    severity: 'error',
    message: `volume ${name} cannot be made anew: containers that this command leaves alone use it: ${staying.sort().join(', ')}`,
    ...(at === undefined ? {} : { at }),
    help: 'remove them first, or name their services in the command',
  });
}

export const hasVolume = ({ mounts }: ObservedContainer, volume: string): boolean =>
  mounts.some(({ type, name }) => type === 'volume' && name === volume);

/** What `--recreate-volumes` names has to be a volume of the project that is its own. */
export function checkRecreatedVolumes({ selection, options }: UpInput): readonly Diagnostic[] {
  const { volumes } = selection.project;
  return (options.recreateVolumes ?? []).flatMap((key): Diagnostic[] => {
    const definition = volumes[key];
    if (definition === undefined) {
      const suggestion = closestName(key, Object.keys(volumes));
      const known = Object.keys(volumes).join(', ');
      const help =
        suggestion === undefined
          ? known === ''
            ? 'the project has no volumes'
            : `the project has: ${known}`
          : `did you mean \`${suggestion}\`?`;
      return [{ code: 'invalid-option', severity: 'error', message: `no such volume: ${key}`, help }];
    }
    if (definition.external !== true) return [];
    const message = `volume ${key} is external, and so never removed`;
    return [{ code: 'invalid-option', severity: 'error', message }];
  });
}

const removalId = (name: string): string => `remove volume ${name}`;
