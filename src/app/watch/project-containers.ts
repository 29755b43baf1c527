import { setTimeout as delay } from 'node:timers/promises';
import type { Engine, EngineEvent } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import type { AttachedContainer } from '../../events/event.js';
import { isOneoff, label } from '../../model/labels.js';
import type { ContainerId, ProjectName } from '../../model/names.js';
import { attachedContainer } from '../follow-logs.js';
import { tryAgainMs } from './engine-answers.js';

export interface ContainerEvents {
  onJoin(id: ContainerId, container: AttachedContainer): void;
  onLeave(id: ContainerId): void;
  /** The engine went away. Until it is back nothing is told. */
  onAway(): void;
  /** It is back, and what came and went meanwhile has been told. */
  onBack(): Promise<void>;
}

/**
 * Tells which containers the services of a project have, now and from now on, through the absence of an engine, too.
 *
 * @returns what goes on until the signal aborts; rejects with whatever nobody expects
 */
export async function followContainers(
  engine: Engine,
  project: ProjectName,
  signal: AbortSignal,
  told: ContainerEvents,
): Promise<{ readonly ended: Promise<void> }> {
  const known = new Set<ContainerId>();
  const ofProject = { [label.project]: project };
  const leave = (id: ContainerId): void => {
    if (known.delete(id)) told.onLeave(id);
  };
  const join = (one: Parameters<typeof attachedContainer>[0] & { readonly id: ContainerId }): void => {
    if (isOneoff(one.labels) || known.has(one.id)) return;
    known.add(one.id);
    told.onJoin(one.id, attachedContainer(one));
  };
  const subscribe = async (): Promise<AsyncIterable<EngineEvent>> => {
    const events = await engine.events(ofProject, { signal });
    const there = await engine.containers.list(ofProject, { signal });
    for (const id of [...known]) if (!there.some((one) => one.id === id)) leave(id);
    for (const one of there) join(one);
    return events;
  };
  const subscribeAgain = async (): Promise<AsyncIterable<EngineEvent>> => {
    for (;;) {
      try {
        return await subscribe();
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        await delay(tryAgainMs, undefined, { signal });
      }
    }
  };
  const follow = async (first: AsyncIterable<EngineEvent>): Promise<void> => {
    for (let events = first; ; ) {
      try {
        for await (const event of events) {
          if (event.action === 'created') join(event);
          else if (event.action === 'removed') leave(event.id);
        }
        return;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
      }
      told.onAway();
      events = await subscribeAgain();
      await told.onBack();
    }
  };
  return { ended: follow(await subscribe()) };
}
