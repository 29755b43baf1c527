import { renderDiagnostic } from '../../diagnostics/render-diagnostic.js';
import type { StackEvent } from '../../events/event.js';
import type { Plan } from '../../plan/plan.js';
import type { LogWriter } from '../log-writer.js';
import { createPlainReporter, stoppingText } from '../plain-reporter.js';
import { type BoardEvent, ProgressBoard } from '../progress-board.js';
import { nothingToDo } from '../render-plan.js';
import type { Reporter, ReporterOptions } from '../reporter.js';
import { painter } from '../style.js';
import { repeatedText, testText } from '../test/test-text.js';
import { finalFrame, liveFrame, type Screen } from './frame.js';
import { KeysLine } from './keys-line.js';
import { paintLine } from './line.js';
import type { View } from './listr-view.js';
import { LiveRegion } from './live-region.js';

/** A live view for people at a terminal; what remains of it when a plan is over can be scrolled back to. */
export function createTtyReporter(options: ReporterOptions, logs: LogWriter): Reporter {
  const reporter = new TtyReporter(options, createPlainReporter(options, logs));
  return { handle: (event) => reporter.handle(event), close: () => reporter.close() };
}

interface LivePlan {
  readonly board: ProgressBoard;
  readonly startedAt: number;
  /** Absent until listr2 is loaded. */
  view?: View;
}

class TtyReporter {
  private readonly region: LiveRegion;
  private live: LivePlan | undefined;
  private loading: Promise<void> = Promise.resolve();
  /** From the first log line on everything comes line by line, above the keys. */
  private isAttached = false;
  private readonly keys: KeysLine | undefined;

  constructor(
    private readonly options: ReporterOptions,
    private readonly plain: Reporter,
  ) {
    this.region = new LiveRegion(options.stderr, painter(options.color.stderr));
    this.keys = options.keys === undefined ? undefined : new KeysLine(this.region, options.keys);
  }

  handle(event: StackEvent): void {
    if (this.isAttached) {
      this.handleAttached(event);
      return;
    }
    switch (event.type) {
      case 'plan-started':
        this.startPlan(event.plan);
        return;
      case 'node-started':
      case 'node-progress':
      case 'node-finished':
      case 'rollback-started':
      case 'rollback-finished':
        this.progress(event);
        return;
      case 'plan-finished':
        this.finishPlan();
        return;
      case 'diagnostic':
        this.above(`${renderDiagnostic(event.diagnostic, this.diagnosticOptions())}\n`);
        return;
      case 'attached':
      case 'log':
      case 'container-exited':
      case 'watch':
        this.finishPlan();
        this.isAttached = true;
        this.handleAttached(event);
        return;
      case 'phase-started':
        return;
      case 'phase-finished':
        this.finishPlan();
        return;
      case 'test-finished':
        this.above(testText(event.run));
        return;
      case 'tests-finished':
        this.above(repeatedText(event.runs));
        return;
      case 'stopping':
        this.above(stoppingText(event));
        return;
      default:
        event satisfies never;
    }
  }

  private handleAttached(event: StackEvent): void {
    if (event.type === 'stopping') this.keys?.end();
    if (event.type === 'watch') this.keys?.watches(event.news);
    this.keys?.hide();
    this.plain.handle(event);
    this.keys?.show();
  }

  async close(): Promise<void> {
    this.finishPlan();
    this.keys?.end();
    await this.loading;
  }

  private startPlan(plan: Plan): void {
    this.finishPlan();
    if (plan.nodes.length === 0) {
      this.options.stderr.write(`${nothingToDo(plan)}\n`);
      return;
    }
    const live: LivePlan = { board: new ProgressBoard(plan), startedAt: this.options.now() };
    this.live = live;
    this.loading = this.startView(live);
  }

  /** listr2 is loaded when there is something to show, since most commands start nothing. */
  private async startView(live: LivePlan): Promise<void> {
    const { startListrView } = await import('./listr-view.js');
    if (this.live !== live) return;
    live.view = startListrView(live.board, (spinner) => this.draw(live, spinner));
  }

  private progress(event: BoardEvent): void {
    const row = this.live?.board.apply(event, this.options.now());
    if (row !== undefined) this.live?.view?.update(row);
  }

  private finishPlan(): void {
    const { live } = this;
    if (live === undefined) return;
    this.live = undefined;
    live.view?.stop();
    this.region.clear();
    const paint = painter(this.options.color.stderr);
    const moment = { now: this.options.now(), startedAt: live.startedAt, spinner: '' };
    const lines = finalFrame(live.board, this.screen(), moment);
    this.options.stderr.write(lines.map((line) => `${paintLine(line, paint)}\n`).join(''));
  }

  private draw({ board, startedAt }: LivePlan, spinner: string): void {
    const moment = { now: this.options.now(), startedAt, spinner };
    this.region.draw(liveFrame(board, this.screen(), moment));
  }

  /** Something that stays, written above the live region, which comes back with its next frame. */
  private above(text: string): void {
    this.region.clear();
    this.options.stderr.write(`${text}\n`);
  }

  private screen(): Screen {
    const { width, stderr } = this.options;
    return { width: width ?? stderr.columns ?? 80, height: stderr.rows ?? 24 };
  }

  private diagnosticOptions() {
    return { color: this.options.color.stderr, cwd: this.options.cwd };
  }
}
