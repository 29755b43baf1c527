import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import type { ContainerTarget, Edge, PlanNode } from './plan.js';

export type NodeExtras = Pick<PlanNode, 'transaction' | 'onlyIf' | 'keepsWhenFailed'>;

export const targetOf = (container: ObservedContainer): ContainerTarget => ({
  service: container.labels[label.service] ?? '',
  number: Number(container.labels[label.containerNumber] ?? 1),
  name: container.name,
  id: container.id,
});

export const isRunning = ({ state }: ObservedContainer): boolean =>
  state === 'running' || state === 'restarting' || state === 'paused';

export const required = (node: string): Edge => ({ node, required: true });

/** Old and new container of a replacement share a name for a while; the id tells which is meant. */
export const nodeSubject = ({ name, id }: ObservedContainer): string => `${name} (${id.slice(0, 12)})`;

/** Named as a replacement names the old container while the new one takes its place. */
export const isSetAside = ({ name, id }: ObservedContainer): boolean =>
  name.startsWith(`${id.slice(0, 12)}_`);
