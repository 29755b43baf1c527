import type { TestRun } from '../../events/test-run.js';
import { programText, testText } from '../test/test-text.js';
import { formatDuration } from '../units.js';

/** A test run as Markdown, for the page of a job. */
export function jobSummary(run: TestRun): string {
  const { outcome, phases, ready, errors, program } = run;
  const sign = outcome === 'passed' ? '✅' : '❌';
  const rows = [
    ...ready.map(({ service, replica, afterMs }) => [
      `${service}${replica === 1 ? '' : ` #${replica}`}`,
      `ready after ${formatDuration(afterMs)}`,
    ]),
    ...phases.map(({ phase, durationMs }) => [phase, formatDuration(durationMs)]),
  ];
  const told = errors.map(({ code, message }) => `- \`${code}\`: ${inline(message)}`);
  return [
    `### ${sign} stack test ${inline(programText(program))}`,
    '',
    inline(testText(run)),
    '',
    '| what | time |',
    '| --- | --- |',
    ...rows.map((cells) => `| ${cells.map(inline).join(' | ')} |`),
    ...(told.length === 0 ? [] : ['', ...told]),
    '',
    '',
  ].join('\n');
}

/** What is text is not taken for Markdown or HTML. */
const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/([\\`*_|[\]])/g, '\\$1');
