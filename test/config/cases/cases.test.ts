import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { config } from '../../../src/app/config.js';
import type { Runtime } from '../../../src/app/runtime.js';
import type { ConfigFlags } from '../../../src/cli/commands/config-flags.js';
import { configText } from '../../../src/cli/commands/config-text.js';
import type { OptionalPhase } from '../../../src/config/load-project.js';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../../src/diagnostics/render-diagnostic.js';
import type { FileSystem } from '../../../src/platform/file-system.js';
import { memoryFiles } from '../memory-files.js';
import { type ConfigCase, type Expected, projectFolder, readCases, writeExpected } from './config-cases.js';

const flags: ConfigFlags = {
  diagnostics: 'text',
  interpolate: true,
  normalize: true,
  pathResolution: true,
  consistency: true,
  envResolution: true,
};

/** `UPDATE_CASES=1` writes what is stack's own anew, for a change that is meant; the difference is then for review. */
const update = process.env['UPDATE_CASES'] === '1';
const cases = (await readCases()).map((given) => [given.name, given] as const);
const said = new Map<string, Expected>();

describe('a project is read or refused', () => {
  test.each(cases)('as docker compose does: %s', async (_, { expected, differs, ...given }) => {
    const actual = await byStack(given);
    if ('expected.json' in expected === 'expected.refused' in expected) {
      throw new Error('nobody asked docker compose yet what it makes of this: npm run cases');
    }
    const agrees =
      actual.model === expected['expected.json'] && actual.hashes === expected['expected.hashes'];
    if (differs !== undefined) expect(agrees, 'a difference that is there no more').toBe(false);
    else if (expected['expected.refused'] !== undefined) {
      expect(actual.model, `docker compose: ${expected['expected.refused']}`).toBeUndefined();
    } else {
      expect(actual.model ?? `refused:\n${actual.diagnostics}`).toBe(expected['expected.json']);
      expect(actual.hashes).toBe(expected['expected.hashes']);
    }
  });

  test.each(cases)(
    'with the messages that are known: %s',
    async (name, { expected, differs, input, request }) => {
      const { diagnostics, model } = await byStack({ input, request });
      const own: Expected = {
        ...(diagnostics !== '' && { 'expected.txt': diagnostics }),
        ...(differs !== undefined && model !== undefined && { 'expected.own.json': model }),
      };
      if (update) said.set(name, own);
      else {
        expect(diagnostics).toBe(expected['expected.txt'] ?? '');
        expect(own['expected.own.json']).toBe(expected['expected.own.json']);
      }
    },
  );

  afterAll(async () => {
    // A run of some cases leaves those of the others as they are.
    const all = cases.map(([name, { expected }]) => ({ name, expected: said.get(name) ?? bySelf(expected) }));
    if (update) await writeExpected('stack', all);
  });
});

function bySelf({ 'expected.txt': text, 'expected.own.json': model }: Expected): Expected {
  return {
    ...(text !== undefined && { 'expected.txt': text }),
    ...(model !== undefined && { 'expected.own.json': model }),
  };
}

async function byStack({ input, request }: Pick<ConfigCase, 'input' | 'request'>) {
  const texts = Object.entries(input).map(([path, text]) => [join(projectFolder, path), text]);
  const files: FileSystem = {
    ...memoryFiles(Object.fromEntries(texts)),
    readBytes: () => Promise.reject(new Error('only texts are read')),
  };
  const load = async (leaveOut: readonly OptionalPhase[]) => {
    const diagnostics: Diagnostic[] = [];
    const runtime: Runtime = {
      files,
      workingDir: request.workingDir,
      environment: request.environment,
      connect: () => Promise.reject(new Error('nothing is asked of an engine')),
      emit: (event) => {
        if (event.type === 'diagnostic') diagnostics.push(event.diagnostic);
      },
      signal: new AbortController().signal,
      now: () => 0,
      caller: 'nobody',
      version: '0',
    };
    const project = { ...request, leaveOut: [...(request.leaveOut ?? []), ...leaveOut] };
    const outcome = await config(runtime, { project, services: [] });
    return { diagnostics, value: outcome.kind === 'succeeded' ? outcome.value : undefined };
  };

  const whole = await load([]);
  // docker compose hashes what the files say, without what environment files add.
  const unread = await load(['environment files']);
  return {
    diagnostics: whole.diagnostics
      .map((diagnostic) => `${renderDiagnostic(diagnostic, { color: false, cwd: projectFolder })}\n`)
      .join('\n'),
    model: whole.value && `${configText(whole.value, 'model', { ...flags, format: 'json' })}\n`,
    hashes:
      whole.value && unread.value && (configText(unread.value, 'hash', { ...flags, hash: '*' }) || '\n'),
  };
}
