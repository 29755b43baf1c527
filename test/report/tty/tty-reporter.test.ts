import { describe, expect, test, vi } from 'vitest';
import type { StackEvent } from '../../../src/events/event.js';
import { carriedOut, reportingTo, started } from '../reporting.js';
import { createNode, kept, networkNode, samplePlan } from '../sample-plan.js';
import { screenOf } from './screen.js';

const nodes = [networkNode('app_default'), createNode('web')];
const plan = samplePlan(nodes);
const over: StackEvent = { type: 'plan-finished', plan, outcome: 'succeeded', durationMs: 30 };
const container = { name: 'app-web-1', service: 'web', number: 1 };

describe('the view for terminals', () => {
  test('a plan that is over leaves its result, and no trace of the live view', async () => {
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    reporter.handle(started(networkNode('app_default')));
    await vi.waitUntil(() => stderr.text.includes('Creating'), { interval: 5 });
    for (const event of nodes.flatMap(carriedOut)) reporter.handle(event);
    reporter.handle(over);
    await reporter.close();
    expect(screenOf(stderr.text).map((line) => line.trimEnd())).toEqual([
      ' ✔ Network   app_default  Created',
      ' ✔ Container app-web-1    Created',
      expect.stringMatching(/^Up app {3}2 done {2,}0\.0s$/),
      '',
    ]);
  });

  test('a plan that is over before the view could open leaves the same result', async () => {
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    for (const event of nodes.flatMap(carriedOut)) reporter.handle(event);
    reporter.handle(over);
    const afterwards = stderr.text;
    await reporter.close();
    expect(stderr.text).toBe(afterwards);
    expect(afterwards).toContain('✔ Container app-web-1');
  });

  test('closing in the middle of a plan ends the view, so that the process can end', async () => {
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    await vi.waitUntil(() => stderr.text !== '', { interval: 5 });
    await reporter.close();
    expect(screenOf(stderr.text)[0]).toMatch(/^Up app {3}2 waiting/);
  });

  test('the view is over before the first line of a log', async () => {
    const { reporter, stdout, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    await vi.waitUntil(() => stderr.text !== '', { interval: 5 });
    reporter.handle({ type: 'attached', containers: [container] });
    const beforeLog = screenOf(stderr.text).filter((line) => line !== '');
    reporter.handle({ type: 'log', container, line: { stream: 'stdout', timestamp: '', text: 'hello' } });
    expect(beforeLog).toEqual([expect.stringMatching(/^Up app {3}2 waiting/), 'Attaching to web-1']);
    expect(stdout.text).toBe('web-1  | hello\n');
  });

  test('once logs are shown, a further plan comes line by line', async () => {
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'attached', containers: [container] });
    reporter.handle({ type: 'plan-started', plan });
    for (const event of nodes.flatMap(carriedOut)) reporter.handle(event);
    await reporter.close();
    expect(stderr.text).toContain(' Container app-web-1  Created\n');
    expect(stderr.text).not.toContain('\u001b');
  });

  test('a warning stays above the view', async () => {
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    await vi.waitUntil(() => stderr.text !== '', { interval: 5 });
    const diagnostic = { code: 'unset-variable', severity: 'warning', message: 'X is not set' } as const;
    reporter.handle({ type: 'diagnostic', diagnostic });
    for (const event of nodes.flatMap(carriedOut)) reporter.handle(event);
    reporter.handle(over);
    await reporter.close();
    expect(screenOf(stderr.text)[0]).toBe('warning[unset-variable]: X is not set');
  });

  test('a plan with nothing to do is one line', async () => {
    const { reporter, stderr } = reportingTo('tty');
    const nothing = samplePlan([], [kept('web')]);
    reporter.handle({ type: 'plan-started', plan: nothing });
    reporter.handle({ type: 'plan-finished', plan: nothing, outcome: 'succeeded', durationMs: 1 });
    await reporter.close();
    expect(stderr.text).toBe('Nothing to do: 1 container is as the files say.\n');
  });

  test('no signal handler of listr2 stays or ever was', async () => {
    const before = process.listenerCount('SIGINT');
    const { reporter, stderr } = reportingTo('tty');
    reporter.handle({ type: 'plan-started', plan });
    await vi.waitUntil(() => stderr.text !== '', { interval: 5 });
    expect(process.listenerCount('SIGINT')).toBe(before);
    await reporter.close();
  });
});
