import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { Service } from '../model/project.js';
import { type AppliedConfig, decodeApplied } from './applied.js';
import { compareApplied } from './compare-applied.js';
import type { Cause, ImageChanged } from './plan.js';
import type { PlannedImage } from './up-images.js';
import type { PlannedResource } from './up-resources.js';

/** What happens to the container of one replica. */
export type ContainerDecision =
  | { readonly kind: 'create'; readonly causes: readonly Cause[] }
  | { readonly kind: 'keep'; readonly container: ObservedContainer }
  | { readonly kind: 'start'; readonly container: ObservedContainer; readonly causes: readonly Cause[] }
  | {
      readonly kind: 'restart';
      readonly container: ObservedContainer;
      readonly causes: readonly Cause[];
      readonly onlyIf?: ImageChanged;
    }
  | {
      readonly kind: 'replace';
      readonly container: ObservedContainer;
      readonly causes: readonly Cause[];
      readonly onlyIf?: ImageChanged;
      /** It has something that its successor cannot be made without: it goes first, and does not come back. */
      readonly goesFirst?: true;
    };

export interface ContainerQuestion {
  readonly service: Service;
  readonly image: string;
  readonly holder: ObservedContainer | undefined;
  readonly made: ContainerMake;
  readonly plannedImage: PlannedImage | undefined;
  /** The networks it should be attached to. */
  readonly networks: readonly PlannedResource[];
  readonly recreate: 'changed' | 'always' | 'never';
  /** Services it depends on with `restart: true` or is tied to, and what happens to them. */
  readonly dependencies: readonly DependencyState[];
  /** Others wait for it to complete, so it is a job: once it has, it stays so. */
  readonly isJob: boolean;
}

/** What a container is to be made of, in the two forms that labels tell it in. */
export interface ContainerMake {
  readonly config: AppliedConfig;
  /** As docker compose computes it, for containers that it made. Asked for only where there is one. */
  readonly hash: () => string;
}

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

  const running = container.state === 'running' || container.state === 'restarting';
  if (!running) {
    const completed = question.isJob && container.state === 'exited' && container.exitCode === 0;
    return completed
      ? { kind: 'keep', container }
      : { kind: 'start', container, causes: [{ kind: 'not-running', state: container.state }] };
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
      container,
      causes: [cause],
      ...(onlyIf === undefined ? {} : { onlyIf: { ...onlyIf, container: container.id } }),
    };
  }
  return { kind: 'keep', container };
}

/** Whether a container is as the files say, whatever its state. */
export function isCurrent(container: ObservedContainer, { config, hash }: ContainerMake): boolean {
  const applied = decodeApplied(container.labels[label.applied]);
  if (applied === undefined) return container.labels[label.configHash] === hash();
  return compareApplied(applied, config).length === 0;
}

interface ReplaceCauses {
  readonly certain: readonly Cause[];
  /** Known only once an image was pulled or built. */
  readonly conditional?: { readonly causes: readonly Cause[]; readonly onlyIf: ImageChanged };
}

function replaceCauses(question: ContainerQuestion, container: ObservedContainer): ReplaceCauses {
  const { recreate, made, plannedImage, image } = question;
  if (recreate === 'never') return { certain: [] };
  const certain: Cause[] = [];
  if (recreate === 'always') certain.push({ kind: 'requested', by: '--force-recreate' });
  if (!isCurrent(container, made)) certain.push(...changedCauses(container, made.config));
  const current = plannedImage?.currentId;
  if (current !== undefined && current !== container.imageId) {
    certain.push({ kind: 'image-changed', image, before: container.imageId, after: current });
  }
  certain.push(...networkCauses(question, container));
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
  if (conditional.length > 0 && container.state !== 'running') certain.push(...conditional);
  return { certain, ...(onlyIf === undefined ? {} : { conditional: { causes: conditional, onlyIf } }) };
}

function changedCauses(container: ObservedContainer, config: AppliedConfig): readonly Cause[] {
  const applied = decodeApplied(container.labels[label.applied]);
  return applied === undefined ? [{ kind: 'unknown-configuration' }] : compareApplied(applied, config);
}

/** A network that was made anew has the old name and another id; the container is attached to one that is gone. */
function networkCauses({ networks }: ContainerQuestion, container: ObservedContainer): readonly Cause[] {
  return networks
    .filter(({ name, id }) => {
      const attached = container.networks.find((network) => network.name === name);
      // Before its first start the engine gives no ids.
      return attached === undefined || (attached.id !== '' && attached.id !== id);
    })
    .map(({ name }) => ({ kind: 'network-changed', network: name }));
}

function isTiedToAnother(container: ObservedContainer, dependency: DependencyState): boolean {
  const references = container.labels[label.references]?.split(',') ?? [];
  const ids = references
    .filter((entry) => entry.startsWith(`${dependency.service}#`))
    .map((entry) => entry.slice(entry.indexOf('=') + 1));
  return ids.some((id) => !dependency.keptIds.includes(id));
}
