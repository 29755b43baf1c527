import { describe, expect, test } from 'vitest';
import type { BuildProgress } from '../../../src/engine/engine.js';
import type { Decision, PlanNode } from '../../../src/plan/plan.js';
import { ProgressBoard } from '../../../src/report/progress-board.js';
import { finalFrame, liveFrame } from '../../../src/report/tty/frame.js';
import { lineWidth, textOf } from '../../../src/report/tty/line.js';
import { finished, started } from '../reporting.js';
import {
  buildNode,
  createNode,
  kept,
  networkNode,
  pullNode,
  replacement,
  replacementNodes,
  samplePlan,
  startNode,
} from '../sample-plan.js';

const moment = { now: 4_200, startedAt: 0, spinner: '*' };

function boardOf(nodes: readonly PlanNode[], decisions: readonly Decision[] = []) {
  const board = new ProgressBoard(samplePlan(nodes, decisions));
  const start = (node: PlanNode): void => void board.apply({ type: 'node-started', node }, 1_000);
  const finish = (node: PlanNode, ms = 20): void => {
    start(node);
    board.apply({ type: 'node-finished', node, outcome: { kind: 'succeeded' }, durationMs: ms }, 1_000);
  };
  return { board, start, finish };
}

const live = (board: ProgressBoard, width = 80, height = 24) =>
  liveFrame(board, { width, height }, moment).map((line) => textOf(line).trimEnd());

const tell = (board: ProgressBoard, node: PlanNode, progress: BuildProgress) =>
  board.apply({ type: 'node-progress', node, progress: { kind: 'build', progress } }, 1_000);

const manyServices = Array.from({ length: 50 }, (_, index) => `service${String(index).padStart(2, '0')}`);

describe('the live view', () => {
  test('every resource has a line in the order of the plan, under a line that counts', () => {
    const [network, image, db] = [networkNode('app_default'), pullNode('busybox'), createNode('db')];
    const { board, start, finish } = boardOf([image, network, db], [kept('cache')]);
    finish(network);
    start(image);
    const progress = { receivedBytes: 30_000_000, totalBytes: 60_000_000, layersDone: 1, layers: 2 };
    board.apply({ type: 'node-progress', node: image, progress: { kind: 'pull', progress } }, 1_000);
    expect(live(board)).toEqual([
      'Up app   1 under way · 1 done · 1 waiting · 1 unchanged                    4.2s',
      ' * Image     busybox      Pulling     ██████████░░░░░░░░░░  30.0 MB of 60… 3.2s',
      ' ✔ Network   app_default  Created',
      ' · Container app-db-1',
    ]);
  });

  test('a pull shows how fast it is once that says something', () => {
    const image = pullNode('busybox');
    const { board, start } = boardOf([image]);
    start(image);
    const progress = { receivedBytes: 32_000_000, totalBytes: 60_000_000, layersDone: 1, layers: 2 };
    board.apply({ type: 'node-progress', node: image, progress: { kind: 'pull', progress } }, 1_000);
    expect(live(board, 120)[1]).toContain('32.0 MB of 60.0 MB  10.0 MB/s');
    const early = { ...moment, now: 1_500 };
    const lines = liveFrame(board, { width: 120, height: 24 }, early).map((line) => textOf(line));
    expect(lines.join()).not.toContain('MB/s');
  });

  test('a build shows its step with its time, and below it what it said last, as far as there is room', () => {
    const build = buildNode('web');
    const { board, start } = boardOf([build]);
    start(build);
    const step = { id: 'a', name: 'RUN make', position: { index: 2, of: 3 } };
    const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
    tell(board, build, { kind: 'step-started', step });
    tell(board, build, { kind: 'output', step, lines });
    expect(live(board)[1]).toContain('Building    2/3 RUN make  3.2s');
    expect(live(board).slice(2)).toEqual([4, 5, 6, 7, 8].map((number) => `     line ${number}`));
    expect(live(board, 80, 5).slice(2)).toEqual(['     line 7', '     line 8']);
    expect(live(board, 80, 3)).toHaveLength(2);
    tell(board, build, { kind: 'step-finished', step, result: 'done', durationMs: 3000 });
    expect(live(board)[1]).not.toContain('RUN make');
  });

  test('a replacement shows its cause', () => {
    const steps = replacementNodes('web');
    const { board, start } = boardOf(Object.values(steps), [replacement('web')]);
    start(steps.create);
    expect(live(board)[1]).toContain('Recreate    environment.MODE: "dev" → "prod"');
  });

  test('no line reaches the edge of the terminal, where it would wrap', () => {
    const build = buildNode('web');
    const { board, start } = boardOf([build, createNode('a-service-with-a-very-long-name-indeed')]);
    start(build);
    const name = '日本語'.repeat(50);
    tell(board, build, { kind: 'step-started', step: { id: 'a', name } });
    tell(board, build, { kind: 'output', lines: [name] });
    for (const width of [20, 40, 80]) {
      const widths = liveFrame(board, { width, height: 24 }, moment).map(lineWidth);
      expect(Math.max(...widths)).toBeLessThan(width);
    }
  });

  test('fifty services on a low terminal: what is done or waits has no line, and failures always have one', () => {
    const nodes = manyServices.map((service) => createNode(service));
    const { board, start, finish } = boardOf(nodes);
    for (const node of nodes.slice(0, 20)) finish(node);
    for (const node of nodes.slice(20, 45)) start(node);
    for (const node of nodes.slice(44, 45))
      board.apply(finished(node, { kind: 'failed', diagnostics: [] }), 1_000);
    const lines = live(board, 80, 12);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^Up app {3}1 failed · 24 under way · 20 done · 5 waiting /);
    expect(lines.at(-2)).toContain('✖ Container app-service44-1');
    expect(lines.at(-1)).toBe('   and 16 more under way');
    expect(lines.join('\n')).not.toContain('service00');
  });

  test('rows keep their order while others come and go', () => {
    const nodes = manyServices.map((service) => createNode(service));
    const { board, start } = boardOf(nodes);
    for (const node of [...nodes].reverse().slice(0, 5)) start(node);
    const names = live(board, 80, 12)
      .slice(1)
      .map((line) => line.match(/service\d+/)?.[0]);
    expect(names).toEqual(['service45', 'service46', 'service47', 'service48', 'service49']);
  });
});

describe('what stays when a plan is over', () => {
  const screen = { width: 60, height: 10 };
  const final = (board: ProgressBoard) =>
    finalFrame(board, screen, moment).map((line) => textOf(line).trimEnd());

  test('one line per resource that changed, however low the terminal, and the counts last', () => {
    const nodes = manyServices.map((service) => createNode(service));
    const { board, finish } = boardOf(nodes);
    for (const node of nodes) finish(node);
    expect(final(board)).toHaveLength(51);
    expect(final(board).at(-1)).toMatch(/^Up app {3}50 done {2,}4\.2s$/);
  });

  test('the cause of a replacement is told whole below it', () => {
    const steps = replacementNodes('web');
    const { board, finish } = boardOf(Object.values(steps), [replacement('web')]);
    for (const step of Object.values(steps)) finish(step, 400);
    expect(final(board).slice(0, 2)).toEqual([
      ' ✔ Container app-web-1  Started                        2.0s',
      '     environment.MODE: "dev" → "prod"',
    ]);
  });

  test('what was never begun and what turned out not to be needed have no line', () => {
    const [web, start] = [createNode('web'), startNode('db')];
    const { board } = boardOf([web, start, networkNode('n')]);
    board.apply(started(start), 1_000);
    board.apply(finished(start, { kind: 'unneeded' }), 1_000);
    expect(final(board)).toEqual(['Up app   2 waiting · 1 unchanged                       4.2s']);
  });
});
