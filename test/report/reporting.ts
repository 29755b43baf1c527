import type { NodeOutcome, StackEvent } from '../../src/events/event.js';
import type { PlanNode } from '../../src/plan/plan.js';
import type { ReportMode } from '../../src/report/choose-mode.js';
import { createReporter } from '../../src/report/create-reporter.js';
import type { Reporter, ReporterOptions } from '../../src/report/reporter.js';
import { MemoryOutput } from './memory-output.js';

export interface Reporting {
  readonly reporter: Reporter;
  readonly stdout: MemoryOutput;
  readonly stderr: MemoryOutput;
}

export function reportingTo(mode: ReportMode, options: Partial<ReporterOptions> = {}): Reporting {
  const stdout = new MemoryOutput();
  const stderr = new MemoryOutput(100, 24);
  const reporter = createReporter({
    mode,
    stdout,
    stderr,
    color: { stdout: false, stderr: false },
    cwd: '/work',
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    logs: { format: 'text', timestamps: false, prefix: true, announce: true },
    ...options,
  });
  return { reporter, stdout, stderr };
}

type EventOf<Type extends StackEvent['type']> = Extract<StackEvent, { type: Type }>;

export const started = (node: PlanNode): EventOf<'node-started'> => ({ type: 'node-started', node });

export const finished = (
  node: PlanNode,
  outcome: NodeOutcome = { kind: 'succeeded' },
  durationMs = 10,
): EventOf<'node-finished'> => ({ type: 'node-finished', node, outcome, durationMs });

export const carriedOut = (node: PlanNode): readonly StackEvent[] => [started(node), finished(node)];
