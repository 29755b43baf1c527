import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { networkHash, volumeHash } from '../model/compose-hash.js';
import { label } from '../model/labels.js';
import type { Network, Volume } from '../model/project.js';
import { encodeApplied } from './applied.js';
import type { Operation } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import type { UpInput } from './up-options.js';

/** A network or volume that containers use: it is there (a network then has an id), or a node makes it. */
export interface PlannedResource {
  readonly name: string;
  readonly id?: string;
  readonly node?: string;
}

type Kind = 'networks' | 'volumes';
const singular = { networks: 'network', volumes: 'volume' } as const;

/** Plans what the selected services use, by key of the file. */
export function planResources(
  draft: PlanDraft,
  input: UpInput,
  kind: Kind,
): ReadonlyMap<string, PlannedResource> {
  const planned = new Map<string, PlannedResource>();
  for (const key of usedKeys(input)[kind]) {
    const definition = input.selection.project[kind][key];
    if (definition === undefined) continue;
    const { name } = definition;
    const resource = singular[kind];
    const existing = findObserved(input, kind, name);
    if (existing !== undefined) {
      planned.set(key, existing);
      draft.decisions.push({ resource, name, action: 'keep', causes: [] });
      draft.diagnostics.push(...compareDefinition(input, kind, key, definition, existing.labels));
    } else if (definition.external === true) {
      draft.diagnostics.push(missingExternal(input, kind, key, name));
    } else {
      const cause = { kind: 'absent' } as const;
      const operation = createOperation(input, kind, key, definition);
      const node = addNode(draft, { id: `create ${resource} ${name}`, operation, after: [], cause });
      planned.set(key, { name, node });
      draft.decisions.push({ resource, name, action: 'create', causes: [cause] });
    }
  }
  return planned;
}

/** Keys of the networks and volumes that the selected services use, sorted. */
export function usedKeys({
  selection,
}: Pick<UpInput, 'selection'>): Readonly<Record<Kind, readonly string[]>> {
  const networks = new Set<string>();
  const volumes = new Set<string>();
  for (const name of selection.services) {
    const service = selection.project.services[name];
    for (const key of Object.keys(service?.networks ?? {})) networks.add(key);
    for (const { type, source } of service?.volumes ?? []) {
      if (type === 'volume' && source !== undefined) volumes.add(source);
    }
  }
  return { networks: [...networks].sort(), volumes: [...volumes].sort() };
}

function findObserved(input: UpInput, kind: Kind, name: string) {
  return kind === 'networks'
    ? input.observed.networks.find((network) => network.name === name)
    : input.observed.volumes.find((volume) => volume.name === name);
}

const hashOf = (kind: Kind, definition: Network | Volume): string =>
  kind === 'networks' ? networkHash(definition) : volumeHash(definition);

function createOperation(input: UpInput, kind: Kind, key: string, definition: Network | Volume): Operation {
  const labels = {
    ...definition.labels,
    [label.project]: input.selection.project.name,
    [label[singular[kind]]]: key,
    [label.configHash]: hashOf(kind, definition),
    [label.version]: input.version,
    [label.applied]: encodeApplied({ ...definition }),
  };
  return kind === 'networks'
    ? { kind: 'create-network', network: definition, labels }
    : { kind: 'create-volume', volume: definition, labels };
}

function missingExternal(input: UpInput, kind: Kind, key: string, name: string): Diagnostic {
  const at = input.locate([kind, key, 'name']) ?? input.locate([kind, key]);
  return {
    code: 'external-not-found',
    severity: 'error',
    message: `${singular[kind]} ${name} declared as external, but could not be found`,
    ...(at === undefined ? {} : { at }),
    help: `create it with \`docker ${singular[kind]} create ${name}\`, or remove \`external: true\``,
  };
}

/** A network or volume that is there stays as it is, even when it was made from something else: say so. */
function compareDefinition(
  input: UpInput,
  kind: Kind,
  key: string,
  definition: Network | Volume,
  labels: Readonly<Record<string, string>>,
): readonly Diagnostic[] {
  if (definition.external === true) return [];
  const at = input.locate([kind, key]);
  const place = at === undefined ? {} : { at };
  const project = input.selection.project.name;
  if (labels[label.project] !== project) {
    return [
      {
        code: 'unlabelled-resource',
        severity: 'warning',
        message: `${singular[kind]} ${definition.name} exists already and was not made for project ${project}`,
        ...place,
        help: 'it is used as it is; set `external: true` to say that this is meant',
      },
    ];
  }
  const applied = labels[label.applied] ?? labels[label.configHash];
  const wanted = label.applied in labels ? encodeApplied({ ...definition }) : hashOf(kind, definition);
  if (applied === undefined || applied === wanted) return [];
  return [
    {
      code: 'definition-not-applied',
      severity: 'warning',
      message: `the definition of ${singular[kind]} ${definition.name} changed, but an existing ${singular[kind]} is not altered`,
      ...place,
      help: `to apply it, take the project down${kind === 'volumes' ? ' with `--volumes` (this destroys its data)' : ''} and up again`,
    },
  ];
}
