import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import type { StackEvent } from '../../../src/events/event.js';
import type { TestRun } from '../../../src/events/test-run.js';
import { ciSystemOf } from '../../../src/report/ci/ci-system.js';
import { jobSummary } from '../../../src/report/ci/job-summary.js';
import { reportingTo } from '../reporting.js';

const source = { path: '/srv/shop/deploy/compose.yaml', text: 'services:\n  web:\n    imge: nginx\n' };
const mistake: Diagnostic = {
  code: 'unknown-key',
  severity: 'error',
  message: '100% wrong, and\nmore',
  at: { source, start: 21, end: 25 },
  help: 'did you mean `image`?',
};

const run: TestRun = {
  number: 1,
  of: 1,
  program: { kind: 'in a container', service: 'tests', command: ['a|b', '<i>'] },
  project: 'shop',
  startedAt: '2026-11-27T10:57:05.420Z',
  outcome: 'failed',
  exitCode: 3,
  phases: [{ phase: 'set up', durationMs: 1500 }],
  ready: [{ service: 'db', replica: 2, afterMs: 1400 }],
  addresses: [],
  errors: [mistake],
  output: '',
  durationMs: 2000,
  isKept: false,
};

function said(system: 'github' | 'gitlab', events: readonly StackEvent[]): string {
  const { reporter, stderr } = reportingTo('plain', { ci: { system, workspace: '/srv/shop' } });
  for (const event of events) reporter.handle(event);
  return stderr.text;
}

const phase = (name: 'set up' | 'test'): readonly StackEvent[] => [
  { type: 'phase-started', phase: name },
  { type: 'phase-finished', phase: name, durationMs: 1 },
];

describe('on GitHub', () => {
  it('a mistake is shown at its line, whatever its text has in it', () => {
    expect(said('github', [{ type: 'diagnostic', diagnostic: mistake }])).toMatch(
      /^::error file=deploy\/compose\.yaml,line=3,col=5,title=unknown-key::100%25 wrong, and%0Amore%0Adid you mean `image`\?\nerror\[unknown-key\]/,
    );
  });

  it('a note is no annotation', () => {
    const note = { ...mistake, severity: 'note' } as const;
    expect(said('github', [{ type: 'diagnostic', diagnostic: note }])).toMatch(/^note\[/);
  });

  it('setting up can be folded away, what the test says cannot', () => {
    expect(said('github', [...phase('set up'), ...phase('test')])).toBe('::group::Set up\n::endgroup::\n');
  });

  it('the page of the job gets a table of what took how long, in which text is text', () => {
    const summary = jobSummary(run);
    expect(summary).toContain('### ❌ stack test tests a\\|b &lt;i>');
    expect(summary).toContain('| db #2 | ready after 1.4s |\n| set up | 1.5s |');
    expect(summary).toContain('- `unknown-key`: 100% wrong, and more');
  });
});

describe('on GitLab', () => {
  it('a phase is a section', () => {
    expect(said('gitlab', phase('set up'))).toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: GitLab wants them
      /^\u001b\[0Ksection_start:\d+:stack_1\[collapsed=true\]\r\u001b\[0KSet up\n\u001b\[0Ksection_end:\d+:stack_1\r\u001b\[0K\n$/,
    );
  });
});

it('a CI system is known by its variables', () => {
  expect(ciSystemOf({ GITHUB_ACTIONS: 'true' })).toBe('github');
  expect(ciSystemOf({ GITLAB_CI: 'true' })).toBe('gitlab');
  expect(ciSystemOf({ CI: 'true' })).toBeUndefined();
});
