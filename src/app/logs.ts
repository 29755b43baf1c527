import { stripVTControlCharacters } from 'node:util';
import type { LogLine, LogOptions } from '../engine/engine.js';
import type { AttachedContainer, EmitEvent } from '../events/event.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { attachedContainer, createLogFollower } from './follow-logs.js';
import { mergeSorted } from './merge-sorted.js';
import { type Outcome, settle, succeeded } from './outcome.js';
import { areServicesKnown, nameProject } from './project-name.js';
import { reorderWindow } from './reorder-window.js';
import type { ProjectRequest, Runtime } from './runtime.js';
import { watchContainers } from './watch-containers.js';

export interface LogsRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  /** Number of the replica; absent: all. */
  readonly index?: number;
  /** Only lines whose text, without colours, matches. */
  readonly matching?: RegExp;
  readonly options: LogOptions;
}

/** What containers said: in the order of time, or as it comes when following. */
export function logs(runtime: Runtime, request: LogsRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project);
    if (project === undefined) return { kind: 'invalid' };
    const { signal } = runtime;
    const emit = onlyMatching(runtime.emit, request.matching);
    const engine = await runtime.connect(signal);
    const ofProject = { [label.project]: project.name };
    const isWanted = (labels: ObservedContainer['labels']): boolean =>
      (request.services.length === 0 || request.services.includes(labels[label.service] ?? '')) &&
      (request.index === undefined ||
        (!isOneoff(labels) && labels[label.containerNumber] === String(request.index)));
    const { follow = false } = request.options;
    const events = follow ? await engine.events(ofProject, { signal }) : undefined;
    const all = await engine.containers.list(ofProject, { signal });
    if (!areServicesKnown(runtime, project, all, request.services)) return { kind: 'invalid' };
    const containers = all.filter(({ labels }) => isWanted(labels));
    // Reporters align their prefixes to the longest name.
    emit({ type: 'attached', containers: containers.map(attachedContainer) });
    if (events !== undefined) {
      const window = reorderWindow(emit);
      const follower = createLogFollower(engine, window.emit, signal);
      for (const container of containers)
        follower.follow(container.id, attachedContainer(container), request.options);
      await watchContainers({
        engine,
        events,
        containers,
        belongs: isWanted,
        follower,
        emit: window.emit,
        signal,
      });
      await follower.all();
      window.flush();
      return signal.aborted ? { kind: 'cancelled' } : succeeded;
    }
    const streams = containers.map((container) =>
      withContainer(
        attachedContainer(container),
        engine.containers.logs(container.id, { ...request.options, signal }),
      ),
    );
    for await (const said of mergeSorted(streams, ({ line: { timestamp } }) => timestamp)) {
      for (const { container, line } of said) emit({ type: 'log', container, line });
    }
    return signal.aborted ? { kind: 'cancelled' } : succeeded;
  });
}

async function* withContainer(container: AttachedContainer, batches: AsyncIterable<readonly LogLine[]>) {
  for await (const lines of batches) yield lines.map((line) => ({ container, line }));
}

function onlyMatching(emit: EmitEvent, pattern: RegExp | undefined): EmitEvent {
  if (pattern === undefined) return emit;
  return (event) => {
    if (event.type !== 'log' || pattern.test(stripVTControlCharacters(event.line.text))) emit(event);
  };
}
