import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { ContainerDetails, Engine } from '../engine/engine.js';
import type { ContainerId } from '../model/names.js';
import type { ContainerTarget, PlanNode } from '../plan/plan.js';
import { explainExitCode } from './exit-code.js';
import type { WaitFailure } from './wait-until.js';

export interface WaitFailureRequest {
  readonly id: ContainerId;
  readonly node: PlanNode;
  readonly target: ContainerTarget;
  readonly failure: WaitFailure;
  readonly notStarted: readonly string[];
  /** Of the service. */
  readonly at: SourceRange | undefined;
}

const shownLogLines = 20;

/** Everything that helps to see why a container did not get ready, gathered while it is still there. */
export async function describeWaitFailure(
  engine: Engine,
  request: WaitFailureRequest,
  signal: AbortSignal,
): Promise<Diagnostic> {
  const { node, target, failure, notStarted, at } = request;
  const { details } = failure;
  const subject = `container ${target.name} ${whatHappened(failure)}`;
  const isDependency = node.cause.kind === 'requested' && node.cause.by === 'depends_on';
  return {
    code: 'service-not-ready',
    severity: 'error',
    message: isDependency ? `dependency failed to start: ${subject}` : subject,
    details: [
      ...(details === undefined ? [] : exitLines(failure, details)),
      ...(details?.lastProbe === undefined ? [] : probeLines(details.lastProbe)),
      ...(failure.reason === 'vanished' ? [] : await logLines(engine, request.id, signal)),
      ...(notStarted.length === 0 ? [] : [`not started because of it: ${notStarted.join(', ')}`]),
    ],
    ...(at === undefined ? {} : { at }),
    help:
      node.transaction === undefined
        ? `see everything it said with \`stack logs ${target.service}\``
        : 'the container that it was to replace comes back',
  };
}

function whatHappened({ reason, details, because = '' }: WaitFailure): string {
  switch (reason) {
    case 'unhealthy':
      return 'is unhealthy';
    case 'exited':
      return `exited (${details?.exitCode ?? 'unknown'})`;
    case 'crash-loop':
      return `exited (${details?.exitCode ?? 'unknown'}) and was restarted ${details?.restartCount ?? 0} times`;
    case 'vanished':
      return 'was removed while it was waited for';
    case 'no-health-check':
      return 'has no health check, so it can never be healthy';
    case 'not-ready':
      return `is not ready: ${because}`;
    default:
      return reason satisfies never;
  }
}

function exitLines({ reason }: WaitFailure, details: ContainerDetails): readonly string[] {
  if (reason !== 'exited' && reason !== 'crash-loop') return [];
  const meaning = explainExitCode(details.exitCode, details.outOfMemory);
  return [
    ...(meaning === undefined ? [] : [`exit code ${details.exitCode}: ${meaning}`]),
    ...(details.error === '' ? [] : [details.error]),
  ];
}

function probeLines({
  exitCode,
  output,
}: {
  readonly exitCode: number;
  readonly output: string;
}): readonly string[] {
  const lines = output
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  return [
    `last health probe exited with ${exitCode}${lines.length === 0 ? ' and said nothing' : ':'}`,
    ...lines.map((line) => `  ${line}`),
  ];
}

async function logLines(engine: Engine, id: ContainerId, signal: AbortSignal): Promise<readonly string[]> {
  const lines: string[] = [];
  try {
    for await (const said of engine.containers.logs(id, { tail: shownLogLines, signal }))
      lines.push(...said.map(({ text }) => `  ${text}`));
  } catch (error) {
    // The reason of the failure matters more than its logs; some logging drivers cannot give them back.
    return [`its log cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
  return lines.length === 0
    ? ['it wrote nothing to its log']
    : [`last ${lines.length} lines of its log:`, ...lines];
}
