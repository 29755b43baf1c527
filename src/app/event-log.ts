import type { EngineLogEntry } from '../engine/engine.js';
import { label } from '../model/labels.js';
import { type Outcome, settle, succeeded } from './outcome.js';
import { nameProject } from './project-name.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface EventLogRequest {
  readonly project: ProjectRequest;
  /** Empty: all. One that has no container yet may get one. */
  readonly services: readonly string[];
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
  readonly handle: (entry: EngineLogEntry) => void;
}

/** All that is told of the containers of a project, as it happens. */
export function eventLog(runtime: Runtime, request: EventLogRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const project = await nameProject(runtime, request.project);
    if (project === undefined) return { kind: 'invalid' };
    const { signal } = runtime;
    const engine = await runtime.connect(signal);
    const { since, until, services, handle } = request;
    const entries = engine.eventLog(
      { [label.project]: project.name },
      { signal, ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) },
    );
    for await (const entry of entries) {
      if (services.length === 0 || services.includes(entry.attributes[label.service] ?? '')) handle(entry);
    }
    signal.throwIfAborted();
    return succeeded;
  });
}
