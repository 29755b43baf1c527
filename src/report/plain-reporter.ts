import { renderDiagnostic } from '../diagnostics/render-diagnostic.js';
import type { StackEvent } from '../events/event.js';
import type { Plan } from '../plan/plan.js';
import { buildLines } from './build-lines.js';
import { type LogWriter, logName } from './log-writer.js';
import { type BoardEvent, ProgressBoard, type Row } from './progress-board.js';
import { nothingToDo } from './render-plan.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { plainLine, shownCauses } from './row-text.js';
import { repeatedText, testText } from './test/test-text.js';
import { watchText } from './watch-text.js';

/** One line per state change, in the words of docker compose, for terminals that cannot move the cursor and for logs. */
export function createPlainReporter(options: ReporterOptions, logs: LogWriter): Reporter {
  const reporter = new PlainReporter(options, logs);
  return { handle: (event) => reporter.handle(event), close: () => Promise.resolve() };
}

class PlainReporter {
  private board: ProgressBoard | undefined;
  private readonly lastStatus = new Map<Row, string>();

  constructor(
    private readonly options: ReporterOptions,
    private readonly logs: LogWriter,
  ) {}

  handle(event: StackEvent): void {
    const { color, cwd, logs } = this.options;
    switch (event.type) {
      case 'diagnostic':
        this.line(`${renderDiagnostic(event.diagnostic, { color: color.stderr, cwd })}\n`);
        return;
      case 'plan-started':
        this.startPlan(event.plan);
        return;
      case 'node-progress':
        this.board?.apply(event, this.options.now());
        this.buildOutput(event);
        return;
      case 'node-started':
      case 'node-finished':
      case 'rollback-started':
      case 'rollback-finished':
        this.progress(event);
        return;
      case 'plan-finished':
        return;
      case 'attached':
        this.logs.announce(event.containers);
        if (logs.announce) this.line(`Attaching to ${event.containers.map(logName).join(', ')}`);
        return;
      case 'log':
        this.logs.write(event.container, event.line);
        return;
      case 'container-exited':
        if (logs.announce) {
          const restarting = event.restarting ? ' (restarting)' : '';
          this.line(`${logName(event.container)} exited with code ${event.exitCode}${restarting}`);
        }
        return;
      case 'stopping':
        this.line(stoppingText(event));
        return;
      case 'watch':
        this.line(watchText(event.news, { color: color.stderr, cwd }));
        return;
      case 'phase-started':
      case 'phase-finished':
        return;
      case 'test-finished':
        this.line(testText(event.run));
        return;
      case 'tests-finished':
        this.line(repeatedText(event.runs));
        return;
      default:
        event satisfies never;
    }
  }

  private startPlan(plan: Plan): void {
    this.board = new ProgressBoard(plan);
    this.lastStatus.clear();
    const kept = plan.decisions.flatMap(({ resource, name, action, state }) =>
      resource === 'container' && action === 'keep'
        ? [plainLine({ kind: 'Container', name }, state === 'exited' ? 'Exited' : 'Running')]
        : [],
    );
    // At once: a write for each would take longer than finding out that there is nothing to do.
    if (kept.length > 0) this.line(kept.join('\n'));
    else if (plan.nodes.length === 0) this.line(nothingToDo(plan));
  }

  private progress(event: BoardEvent): void {
    const row = this.board?.apply(event, this.options.now());
    if (row === undefined || row.status === '' || this.lastStatus.get(row) === row.status) return;
    this.lastStatus.set(row, row.status);
    const remarks = remarksOf(row);
    this.line(plainLine(row.subject, row.status) + (remarks.length === 0 ? '' : `  (${remarks.join(', ')})`));
  }

  private buildOutput({ node, progress }: StackEvent & { type: 'node-progress' }): void {
    if (progress.kind !== 'build' || node.operation.kind !== 'build-image') return;
    const { service } = node.operation;
    const lines = buildLines(progress.progress).map((line) => ` ${service} ${line}`);
    if (lines.length > 0) this.line(lines.join('\n'));
  }

  private line(text: string): void {
    this.options.stderr.write(`${text}\n`);
  }
}

export const stoppingText = ({ because }: StackEvent & { readonly type: 'stopping' }): string =>
  because === 'asked' ? 'Stopping; press Ctrl-C again to kill.' : 'Aborting on container exit...';

function remarksOf(row: Row): readonly string[] {
  if (['Recreate', 'Restarting', 'Updating'].includes(row.status)) return shownCauses(row);
  return row.detail?.kind === 'text' && row.phase !== 'working' ? [row.detail.text] : [];
}
