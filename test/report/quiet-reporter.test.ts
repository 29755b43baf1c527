import { expect, test } from 'vitest';
import type { Severity } from '../../src/diagnostics/diagnostic.js';
import { carriedOut, reportingTo } from './reporting.js';
import { createNode, samplePlan } from './sample-plan.js';

const diagnostic = (severity: Severity) =>
  ({
    type: 'diagnostic',
    diagnostic: { code: 'engine-error', severity, message: `of severity ${severity}` },
  }) as const;

test('quiet says nothing of what goes well', () => {
  const { reporter, stdout, stderr } = reportingTo('quiet');
  const create = createNode('web');
  reporter.handle({ type: 'plan-started', plan: samplePlan([create]) });
  for (const event of carriedOut(create)) reporter.handle(event);
  reporter.handle({ type: 'stopping', because: 'asked' });
  expect(stdout.text + stderr.text).toBe('');
});

test('quiet tells errors and neither warnings nor notes', () => {
  const { reporter, stderr } = reportingTo('quiet');
  for (const severity of ['note', 'warning', 'error'] as const) reporter.handle(diagnostic(severity));
  expect(stderr.text).toBe('error[engine-error]: of severity error\n\n');
});

test('quiet still shows what containers say', () => {
  const { reporter, stdout } = reportingTo('quiet');
  const container = { name: 'app-web-1', service: 'web', number: 1 };
  reporter.handle({ type: 'log', container, line: { stream: 'stdout', timestamp: '', text: 'hello' } });
  expect(stdout.text).toBe('web-1  | hello\n');
});
