import type { LogLine, LogOptions } from '../engine/engine.js';
import type { AttachedContainer } from '../events/event.js';
import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { attachedContainer, createLogFollower } from './follow-logs.js';
import { mergeSorted } from './merge-sorted.js';
import { type Outcome, settle, succeeded } from './outcome.js';
import { areServicesKnown, nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';
import { watchContainers } from './watch-containers.js';

export interface LogsRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  readonly options: LogOptions;
}

/** What containers said: in the order of time, or as it comes when following. */
export function logs(runtime: Runtime, request: LogsRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project);
    if (project === undefined) return { kind: 'invalid' };
    const { signal, emit } = runtime;
    const engine = await runtime.connect(signal);
    const ofProject = { [label.project]: project.name };
    const isWanted = (labels: ObservedContainer['labels']): boolean =>
      request.services.length === 0 || request.services.includes(labels[label.service] ?? '');
    const { follow = false } = request.options;
    const events = follow ? await engine.events(ofProject, { signal }) : undefined;
    const all = await engine.containers.list(ofProject, { signal });
    if (!areServicesKnown(runtime, project, all, request.services)) return { kind: 'invalid' };
    const containers = all.filter(({ labels }) => isWanted(labels));
    // Reporters align their prefixes to the longest name.
    emit({ type: 'attached', containers: containers.map(attachedContainer) });
    if (events !== undefined) {
      const follower = createLogFollower(engine, emit, signal);
      for (const container of containers)
        follower.follow(container.id, attachedContainer(container), request.options);
      await watchContainers({ engine, events, containers, belongs: isWanted, follower, emit, signal });
      await follower.all();
      return signal.aborted ? { kind: 'cancelled' } : succeeded;
    }
    const streams = containers.map((container) =>
      withContainer(
        attachedContainer(container),
        engine.containers.logs(container.id, { ...request.options, signal }),
      ),
    );
    for await (const { container, line } of mergeSorted(streams, ({ line: { timestamp } }) => timestamp)) {
      emit({ type: 'log', container, line });
    }
    return signal.aborted ? { kind: 'cancelled' } : succeeded;
  });
}

async function* withContainer(container: AttachedContainer, lines: AsyncIterable<LogLine>) {
  for await (const line of lines) yield { container, line };
}
