import { stripVTControlCharacters } from 'node:util';
import { renderDiagnostic } from '../../diagnostics/render-diagnostic.js';
import { portVariables } from '../../events/port-variables.js';
import type { TestRun } from '../../events/test-run.js';
import { programText } from './test-text.js';

export interface JunitOptions {
  /** Of the machine that the tests were run from. */
  readonly hostname: string;
  /** Absolute; paths in messages are shown relative to it. */
  readonly cwd: string;
}

/**
 * Test runs in the form that CI systems read, strict enough for all of them (JUnit.xsd of Apache Ant's tasks): a suite per
 * run, with a case for each service that had to be ready and one for the program.
 */
export function renderJunit(runs: readonly TestRun[], options: JunitOptions): string {
  const suites = runs.map((run, index) => suite(run, index, options));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, suites)}\n`;
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly ms: number;
  readonly verdict?: { readonly kind: 'failure' | 'error'; readonly message: string; readonly text: string };
}

function suite(run: TestRun, id: number, { hostname, cwd }: JunitOptions): string {
  const { project = 'project', number, of, program, startedAt, durationMs, addresses, output } = run;
  const name = `stack test ${programText(program)}${of === 1 ? '' : ` (${number} of ${of})`}`;
  const cases = casesOf(run, cwd);
  const count = (kind: 'failure' | 'error') => cases.filter(({ verdict }) => verdict?.kind === kind).length;
  const properties = Object.entries(portVariables(addresses)).map(([variable, value]) =>
    element('property', { name: variable, value }),
  );
  return element(
    'testsuite',
    {
      name,
      package: project,
      id: String(id),
      // Without a zone: it is UTC.
      timestamp: startedAt.slice(0, 'YYYY-MM-DDThh:mm:ss'.length),
      hostname,
      tests: String(cases.length),
      failures: String(count('failure')),
      errors: String(count('error')),
      skipped: '0',
      time: seconds(durationMs),
    },
    [
      element('properties', {}, properties),
      ...cases.map(caseElement),
      element('system-out', {}, [escaped(output)]),
      element('system-err'),
    ],
  );
}

function casesOf(run: TestRun, cwd: string): readonly Case[] {
  const { project = 'project', program, ready, phases, outcome, exitCode, output, errors } = run;
  const readyCases = ready.map(
    ({ service, replica, afterMs }): Case => ({
      name: replica === 1 ? 'is ready' : `replica ${replica} is ready`,
      classname: `${project}.${service}`,
      ms: afterMs,
    }),
  );
  const told = errors.map((error) => renderDiagnostic(error, { color: false, cwd })).join('\n\n');
  const verdict = (): Case['verdict'] => {
    switch (outcome) {
      case 'passed':
        return undefined;
      case 'failed':
        return { kind: 'failure', message: `exit code ${exitCode ?? 'unknown'}`, text: output };
      case 'not ready':
      case 'invalid':
      case 'timed out':
      case 'cancelled':
        return {
          kind: 'error',
          message: errors[0]?.message ?? outcome,
          text: told === '' ? output : told,
        };
      default:
        return outcome satisfies never;
    }
  };
  const found = verdict();
  return [
    ...readyCases,
    {
      name: programText(program),
      classname: `${project}.${program.kind === 'in a container' ? program.service : 'host'}`,
      ms: phases.find(({ phase }) => phase === 'test')?.durationMs ?? 0,
      ...(found !== undefined && { verdict: found }),
    },
  ];
}

function caseElement({ name, classname, ms, verdict }: Case): string {
  const children =
    verdict === undefined
      ? []
      : [element(verdict.kind, { message: verdict.message, type: verdict.kind }, [escaped(verdict.text)])];
  return element('testcase', { name, classname, time: seconds(ms) }, children);
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapedAttribute(value)}"`);
  const start = `${name}${written.join('')}`;
  if (children.length === 0) return `<${start}/>`;
  const isText = children.every((child) => !child.startsWith('<'));
  const inner = isText ? children.join('') : `\n${children.join('\n')}\n`;
  return `<${start}>${inner}</${name}>`;
}

/** Programs colour what they say, and say what XML cannot have. */
const escaped = (text: string): string =>
  stripVTControlCharacters(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const escapedAttribute = (text: string): string =>
  escaped(text).replaceAll('"', '&quot;').replace(/\s+/g, ' ').trim();
