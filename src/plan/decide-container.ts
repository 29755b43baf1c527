import { label } from '../model/labels.js';
import type { ObservedContainer, ObservedNetwork } from '../model/observed.js';
import type { Project, Service } from '../model/project.js';
import { type ContainerDifferences, type ContainerMake, differencesOf } from './container-differences.js';
import { type InPlaceChanges, inPlaceChanges } from './in-place.js';
import type { Cause, ImageChanged } from './plan.js';
import type { PlannedImage } from './up-images.js';
import type { PlannedResource } from './up-resources.js';

/** What happens to the container of one replica. One that stays may be changed in place before anything else. */
export type ContainerDecision =
  | { readonly kind: 'create'; readonly causes: readonly Cause[] }
  | ({ readonly kind: 'keep' } & Staying)
  | ({ readonly kind: 'start'; readonly causes: readonly Cause[] } & Staying)
  | ({
      readonly kind: 'restart';
      readonly causes: readonly Cause[];
      readonly onlyIf?: ImageChanged;
    } & Staying)
  | {
      readonly kind: 'replace';
      readonly container: ObservedContainer;
      readonly causes: readonly Cause[];
      readonly onlyIf?: ImageChanged;
      /** It has something that its successor cannot be made without: it goes first, and does not come back. */
      readonly goesFirst?: true;
    };

interface Staying {
  readonly container: ObservedContainer;
  readonly inPlace?: InPlaceChanges;
}

export interface ContainerQuestion {
  readonly service: Service;
  readonly image: string;
  readonly holder: ObservedContainer | undefined;
  readonly made: ContainerMake;
  readonly plannedImage: PlannedImage | undefined;
  /** The networks it should be attached to, by key. */
  readonly networks: ReadonlyMap<string, PlannedResource>;
  readonly project: Project;
  readonly number: number;
  readonly observedNetworks: readonly ObservedNetwork[];
  readonly recreate: Recreation;
  /** Services it depends on with `restart: true` or is tied to, and what happens to them. */
  readonly dependencies: readonly DependencyState[];
  /** Others wait for it to complete, so it is a job: once it has, it stays so. */
  readonly isJob: boolean;
}

/** Whether a container is replaced that could stay; `always`: which option asks for it. */
export type Recreation = 'changed' | 'never' | { readonly always: string };

export interface DependencyState {
  readonly service: string;
  /** Tied to its container by id (namespace, volumes), not only by `restart: true`. */
  readonly tied: boolean;
  readonly fate: 'kept' | 'started' | 'restarted' | 'replaced';
  readonly onlyIf?: ImageChanged;
  /** Ids of its containers that stay; a container tied to another one than these is out of date. */
  readonly keptIds: readonly string[];
}

export function decideContainer(question: ContainerQuestion): ContainerDecision {
  const { holder: container, recreate } = question;
  if (container === undefined) return { kind: 'create', causes: [{ kind: 'absent' }] };
  if (container.state === 'dead' || container.state === 'removing') {
    return { kind: 'replace', container, causes: [{ kind: 'not-running', state: container.state }] };
  }
  const causes = replaceCauses(question, container);
  if (causes.certain.length > 0) return { kind: 'replace', container, causes: causes.certain };
  if (causes.conditional !== undefined) return { kind: 'replace', container, ...causes.conditional };
  const staying: Staying =
    causes.inPlace === undefined || causes.inPlace.causes.length === 0
      ? { container }
      : { container, inPlace: causes.inPlace };

  const running = container.state === 'running' || container.state === 'restarting';
  if (!running) {
    const completed = question.isJob && container.state === 'exited' && container.exitCode === 0;
    return completed
      ? { kind: 'keep', ...staying }
      : { kind: 'start', ...staying, causes: [{ kind: 'not-running', state: container.state }] };
  }
  const restarting =
    recreate === 'never'
      ? undefined
      : question.dependencies.find(({ fate, tied }) => fate === 'replaced' || (tied && fate !== 'kept'));
  if (restarting !== undefined) {
    const { service, tied, onlyIf } = restarting;
    const cause: Cause = tied
      ? { kind: 'shares-namespace', service }
      : { kind: 'dependency-replaced', service };
    return {
      kind: 'restart',
      ...staying,
      causes: [cause],
      ...(onlyIf === undefined ? {} : { onlyIf: { ...onlyIf, container: container.id } }),
    };
  }
  return { kind: 'keep', ...staying };
}

interface ReplaceCauses {
  readonly certain: readonly Cause[];
  /** Known only once an image was pulled or built. */
  readonly conditional?: { readonly causes: readonly Cause[]; readonly onlyIf: ImageChanged };
  /** What changes although the container stays. */
  readonly inPlace?: InPlaceChanges;
}

function replaceCauses(question: ContainerQuestion, container: ObservedContainer): ReplaceCauses {
  const { recreate, made, plannedImage, image } = question;
  if (recreate === 'never') return { certain: [] };
  const certain: Cause[] = [];
  if (typeof recreate === 'object') certain.push({ kind: 'requested', by: recreate.always });
  const differences = differencesOf(container, made);
  const inPlace = inPlaceChanges({ ...question, container, differences });
  if (inPlace === undefined) certain.push(...changedCauses(differences));
  const current = plannedImage?.currentId;
  if (current !== undefined && current !== container.imageId) {
    certain.push({ kind: 'image-changed', image, before: container.imageId, after: current });
  }
  if (inPlace === undefined) certain.push(...networkCauses(question, container, differences));
  const conditional: Cause[] = [];
  let onlyIf: ImageChanged | undefined;
  if (plannedImage?.refreshedBy !== undefined) {
    conditional.push({ kind: plannedImage.refreshedBy === 'build' ? 'image-built' : 'image-pulled', image });
    onlyIf = { image, from: container.imageId, container: container.id };
  }
  for (const dependency of question.dependencies) {
    if (!dependency.tied) continue;
    const cause: Cause = { kind: 'shares-namespace', service: dependency.service };
    if (dependency.fate === 'replaced' && dependency.onlyIf === undefined) certain.push(cause);
    else if (dependency.fate === 'replaced' && dependency.onlyIf !== undefined) {
      conditional.push(cause);
      onlyIf ??= { ...dependency.onlyIf, container: container.id };
    } else if (isTiedToAnother(container, dependency)) certain.push(cause);
  }
  // A stopped container would have to be started if the image stays and replaced if not: replacing it does for both.
  // The same goes for one that would have to be changed in place if the image stays.
  if (conditional.length > 0 && (container.state !== 'running' || (inPlace?.causes.length ?? 0) > 0))
    certain.push(...(inPlace?.causes ?? []), ...conditional);
  return {
    certain,
    ...(onlyIf === undefined ? {} : { conditional: { causes: conditional, onlyIf } }),
    ...(inPlace === undefined ? {} : { inPlace }),
  };
}

const changedCauses = ({ changes, contents, isUnknown }: ContainerDifferences): readonly Cause[] => [
  ...(isUnknown ? [{ kind: 'unknown-configuration' } as const] : []),
  ...(changes.length === 0 ? [] : [{ kind: 'changed', changes } as const]),
  ...contents,
];

/** Networks that the container should have been attached to already, and is not. */
function networkCauses(
  { networks }: ContainerQuestion,
  container: ObservedContainer,
  differences: ContainerDifferences,
): readonly Cause[] {
  return [...networks]
    .filter(([key, { name, id }]) => {
      const attached = container.networks.find((network) => network.name === name);
      if (attached === undefined) return key in differences.networks.before;
      return attached.id !== '' && attached.id !== id;
    })
    .map(([, { name }]) => ({ kind: 'network-changed', network: name }));
}

function isTiedToAnother(container: ObservedContainer, dependency: DependencyState): boolean {
  const references = container.labels[label.references]?.split(',') ?? [];
  const ids = references
    .filter((entry) => entry.startsWith(`${dependency.service}#`))
    .map((entry) => entry.slice(entry.indexOf('=') + 1));
  return ids.some((id) => !dependency.keptIds.includes(id));
}
