import { diagnosticToJson } from '../diagnostics/diagnostic-json.js';
import type { NodeOutcome, StackEvent } from '../events/event.js';
import type { PlanNode } from '../plan/plan.js';
import { subjectOf } from './plan-words.js';
import { testRunToJson } from './test/test-run-json.js';

/** Lines of containers are data: they go to stdout as they are, whatever the form of the events. */
export type ReportedEvent = Exclude<StackEvent, { type: 'log' }>;

/**
 * An event as a line of `--progress json`. Every line has `schema` (1; within it keys are only ever added), `time`
 * (RFC 3339, UTC, milliseconds) and `type`. Nodes are given by their id (`node`), what is done (`operation`) and
 * what it is done to (`resource`, `name`, `service`?). Durations are in milliseconds.
 *
 * @param time milliseconds since the epoch
 */
export function eventToJson(event: ReportedEvent, time: number) {
  return { schema: 1, time: new Date(time).toISOString(), type: event.type, ...content(event) };
}

function content(event: ReportedEvent): object {
  switch (event.type) {
    case 'diagnostic':
      return { diagnostic: diagnosticToJson(event.diagnostic) };
    case 'plan-started': {
      const { command, project, decisions } = event.plan;
      return { command, project, decisions };
    }
    case 'node-started':
      return nodeContent(event.node);
    case 'node-progress':
      return { ...nodeContent(event.node), progress: event.progress };
    case 'node-finished':
      return {
        ...nodeContent(event.node),
        ...outcomeContent(event.outcome),
        durationMs: Math.round(event.durationMs),
      };
    case 'rollback-started':
      return { transaction: event.transaction };
    case 'rollback-finished':
      return {
        transaction: event.transaction,
        ...(event.failure === undefined ? {} : { failure: event.failure }),
      };
    case 'plan-finished':
      return {
        command: event.plan.command,
        project: event.plan.project,
        outcome: event.outcome,
        durationMs: Math.round(event.durationMs),
      };
    case 'attached':
      return { containers: event.containers };
    case 'container-exited':
      return { container: event.container, exitCode: event.exitCode, restarting: event.restarting };
    case 'stopping':
      return { because: event.because };
    case 'watch': {
      const { news } = event;
      if (news.kind !== 'planned') return news;
      const { command, project, decisions } = news.plan;
      return { kind: news.kind, command, project, decisions };
    }
    case 'phase-started':
      return { phase: event.phase };
    case 'phase-finished':
      return { phase: event.phase, durationMs: Math.round(event.durationMs) };
    case 'test-finished':
      return { run: testRunToJson(event.run) };
    case 'tests-finished':
      return { runs: event.runs.map(testRunToJson) };
    default:
      return event satisfies never;
  }
}

const nodeContent = ({ id, operation }: PlanNode) => {
  const { kind, name, service } = subjectOf(operation);
  return {
    node: id,
    operation: operation.kind,
    resource: kind.toLowerCase(),
    name,
    ...(service === undefined ? {} : { service }),
  };
};

function outcomeContent(outcome: NodeOutcome) {
  switch (outcome.kind) {
    case 'succeeded':
    case 'unneeded':
    case 'cancelled':
      return { outcome: outcome.kind };
    case 'failed':
      return { outcome: outcome.kind, diagnostics: outcome.diagnostics.map(diagnosticToJson) };
    case 'skipped':
      return { outcome: outcome.kind, because: outcome.because };
    default:
      return outcome satisfies never;
  }
}
