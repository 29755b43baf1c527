import { expect, it } from 'vitest';
import type { TestOutcome, TestRun } from '../../../src/events/test-run.js';
import { renderJunit } from '../../../src/report/test/junit.js';
import { testRunToJson } from '../../../src/report/test/test-run-json.js';
import { checkJunit } from './junit-schema.js';

const options = { hostname: 'build-3', cwd: '/srv/shop' };

const run = (changes: Partial<TestRun> = {}): TestRun => ({
  number: 1,
  of: 1,
  program: { kind: 'in a container', service: 'tests', command: ['npm', 'test'] },
  project: 'shop',
  copy: 'shop-test-1a2b3c4d',
  startedAt: '2026-11-27T10:57:05.420Z',
  outcome: 'passed',
  exitCode: 0,
  phases: [
    { phase: 'set up', durationMs: 1500 },
    { phase: 'test', durationMs: 234 },
  ],
  ready: [
    { service: 'db', replica: 1, afterMs: 1503 },
    { service: 'db', replica: 2, afterMs: 1504 },
  ],
  addresses: [],
  errors: [],
  output: '',
  durationMs: 2122,
  isKept: false,
  ...changes,
});

it('a report of every outcome is one that CI systems can read', async () => {
  const outcomes: readonly TestOutcome[] = [
    'passed',
    'failed',
    'not ready',
    'invalid',
    'timed out',
    'cancelled',
  ];
  const runs = outcomes.map((outcome, index) => run({ outcome, number: index + 1, of: outcomes.length }));
  await checkJunit(renderJunit(runs, options));
  await checkJunit(renderJunit([], options));
});

it('the schema of these tests refuses a report without what it has to have', async () => {
  const xml = renderJunit([run()], options).replace(' hostname="build-3"', '');
  await expect(checkJunit(xml)).rejects.toThrow(/hostname/);
});

it('what XML cannot hold, and what colours the output, is left out; the rest is there as it was said', async () => {
  const output = '\u001b[31m✗ a < b & "c"\u001b[39m\u0000\u0007 ]]> \ud800end\r\n';
  const xml = renderJunit([run({ outcome: 'failed', exitCode: 3, output })], options);
  await checkJunit(xml);
  expect(xml).toContain('<system-out>✗ a &lt; b &amp; "c" ]]&gt; end\n</system-out>');
  expect(xml).toContain('<failure message="exit code 3" type="failure">');
});

it('a run has a case for each container that was waited for and one for the program, under the name of the project', () => {
  const xml = renderJunit([run()], options);
  expect(xml).toContain('<testcase name="is ready" classname="shop.db" time="1.503"/>');
  expect(xml).toContain('<testcase name="replica 2 is ready" classname="shop.db" time="1.504"/>');
  expect(xml).toContain('<testcase name="tests npm test" classname="shop.tests" time="0.234"/>');
  expect(xml).not.toContain('1a2b3c4d');
});

it('a secret in the command is in no report', () => {
  const program = { kind: 'on this host', command: 'DB_PASSWORD=hunter2 npm test' } as const;
  expect(renderJunit([run({ program })], options)).not.toContain('hunter2');
  expect(JSON.stringify(testRunToJson(run({ program })))).not.toContain('hunter2');
});

it('what came to nothing is an error with what was told, not a failure of the test', () => {
  const error = { code: 'service-not-ready', severity: 'error', message: 'db exited (1)' } as const;
  const xml = renderJunit([run({ outcome: 'not ready', errors: [error], ready: [] })], options);
  expect(xml).toContain('failures="0" errors="1"');
  expect(xml).toContain(
    '<error message="db exited (1)" type="error">error[service-not-ready]: db exited (1)',
  );
});
