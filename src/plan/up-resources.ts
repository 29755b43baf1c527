import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { networkHash, volumeHash } from '../model/compose-hash.js';
import { label } from '../model/labels.js';
import type { ObservedNetwork, ObservedVolume } from '../model/observed.js';
import type { Network, Volume } from '../model/project.js';
import { ownLabels } from '../model/session.js';
import { encodeApplied } from './applied.js';
import { networkChanges, volumeChanges } from './definition-changes.js';
import { describeChange } from './describe-change.js';
import type { AttributeChange, Operation } from './plan.js';
import { addNode, type PlanDraft } from './plan-draft.js';
import { addNetworkReplacement, type NetworkReplacement } from './replace-network.js';
import { addVolumeReplacement, type VolumeReplacement } from './replace-volume.js';
import type { UpInput } from './up-options.js';

/** A network or volume that containers use: it is there (a network then has an id), or a node makes it. */
export interface PlannedResource {
  readonly name: string;
  /** Of the network that is there, also when it is replaced. */
  readonly id?: string;
  readonly node?: string;
  readonly replacement?: NetworkReplacement | VolumeReplacement;
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
      planned.set(key, planExisting(draft, input, { kind, key, definition, existing }));
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

/** Keys of the networks and volumes that the selected services use, or of all that there are; sorted. */
export function usedKeys({
  selection,
}: Pick<UpInput, 'selection'>): Readonly<Record<Kind, readonly string[]>> {
  const { allResources, services } = selection.project;
  const all = (kind: Kind) => (allResources === true ? Object.keys(selection.project[kind]) : []);
  const networks = new Set(all('networks'));
  const volumes = new Set(all('volumes'));
  for (const name of selection.services) {
    const service = services[name];
    for (const key of Object.keys(service?.networks ?? {})) networks.add(key);
    for (const { type, source } of service?.volumes ?? []) {
      if (type === 'volume' && source !== undefined) volumes.add(source);
    }
  }
  return { networks: [...networks].sort(), volumes: [...volumes].sort() };
}

function findObserved(input: Pick<UpInput, 'observed'>, kind: Kind, name: string) {
  return kind === 'networks'
    ? input.observed.networks.find((network) => network.name === name)
    : input.observed.volumes.find((volume) => volume.name === name);
}

const hashOf = (kind: Kind, definition: Network | Volume): string =>
  kind === 'networks' ? networkHash(definition) : volumeHash(definition);

function createOperation(input: UpInput, kind: Kind, key: string, definition: Network | Volume): Operation {
  const labels = {
    ...definition.labels,
    ...ownLabels(input.selection.project),
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

interface Existing {
  readonly kind: Kind;
  readonly key: string;
  readonly definition: Network | Volume;
  readonly existing: ObservedNetwork | ObservedVolume;
}

function planExisting(draft: PlanDraft, input: UpInput, question: Existing): PlannedResource {
  const { kind, key, definition, existing } = question;
  const { name } = existing;
  const changes = changesOf(input, question);
  if (changes.length > 0) {
    const create = createOperation(input, kind, key, definition);
    if (create.kind === 'create-network' && 'id' in existing) {
      const replacement = { old: existing, changes, create };
      return { name, id: existing.id, node: addNetworkReplacement(draft, input, replacement), replacement };
    }
    if (create.kind === 'create-volume' && input.options.recreateVolumes?.includes(key)) {
      const replacement = { old: existing, key, changes, create };
      return { name, node: addVolumeReplacement(draft, replacement), replacement };
    }
  }
  draft.decisions.push({ resource: singular[kind], name, action: 'keep', causes: [] });
  draft.diagnostics.push(...existingDiagnostics(input, question, changes));
  return 'id' in existing ? { name, id: existing.id } : { name };
}

/** What of a definition is not applied to what is there. Of what is not the project's nothing ever is. */
function changesOf(
  { selection }: Pick<UpInput, 'selection'>,
  { definition, existing }: Pick<Existing, 'definition' | 'existing'>,
): readonly AttributeChange[] {
  if (definition.external === true || existing.labels[label.project] !== selection.project.name) return [];
  return 'id' in existing ? networkChanges(existing, definition) : volumeChanges(existing, definition);
}

/** Whether something has to be replaced, so that it has to be known who uses it. */
export function replacesResources(input: Pick<UpInput, 'selection' | 'observed' | 'options'>): boolean {
  const { networks, volumes } = usedKeys(input);
  const isChanged = (kind: Kind) => (key: string) => {
    const definition = input.selection.project[kind][key];
    if (definition === undefined) return false;
    const existing = findObserved(input, kind, definition.name);
    return existing !== undefined && changesOf(input, { definition, existing }).length > 0;
  };
  const recreated = volumes.filter((key) => input.options.recreateVolumes?.includes(key));
  return networks.some(isChanged('networks')) || recreated.some(isChanged('volumes'));
}

function existingDiagnostics(
  input: UpInput,
  { kind, key, definition, existing }: Existing,
  changes: readonly AttributeChange[],
): readonly Diagnostic[] {
  if (definition.external === true) return [];
  const at = input.locate([kind, key]);
  const place = at === undefined ? {} : { at };
  const project = input.selection.project.name;
  if (existing.labels[label.project] !== project) {
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
  if (changes.length === 0) return [];
  return [
    {
      code: 'definition-not-applied',
      severity: 'warning',
      message: `the definition of volume ${definition.name} changed, and the volume stays as it is`,
      ...place,
      details: changes.map(describeChange),
      help: `\`--recreate-volumes ${key}\` removes it and makes it anew, which destroys its data`,
    },
  ];
}
