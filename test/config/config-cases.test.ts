import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LoadRequest, loadProject } from '../../src/config/load-project.js';
import { renderCanonical } from '../../src/config/render-canonical.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { memoryFiles } from './memory-files.js';

/**
 * Each folder of test/config-cases is a project, loaded as if it were /project: `request.json` has what differs from
 * a plain request, `expected.txt` the diagnostics as a person sees them, `expected.json` the canonical model.
 * `UPDATE_CASES=1` writes both anew, for a change that is meant; the difference is then for review.
 */
const casesFolder = new URL('../config-cases/', import.meta.url).pathname;
const update = process.env['UPDATE_CASES'] === '1';
const cases = (await readdir(casesFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());

describe('a project is read or refused as its case says', () => {
  test.each(cases.map(({ name }) => name))('%s', async (name) => {
    const folder = join(casesFolder, name);
    const { request, files } = await readCase(folder);
    const result = await loadProject(request, memoryFiles(files));

    const text = result.diagnostics
      .map((diagnostic) => `${renderDiagnostic(diagnostic, { color: false, cwd: '/project' })}\n`)
      .join('\n');
    const json = result.ok ? `${renderCanonical(result.value.project, { format: 'json' })}\n` : '';
    await check(join(folder, 'expected.txt'), text);
    await check(join(folder, 'expected.json'), json);
  });
});

async function check(path: string, actual: string): Promise<void> {
  const expected = await readFile(path, 'utf8').catch(() => '');
  if (update && actual !== expected) await writeFile(path, actual);
  else expect(actual).toBe(expected);
}

async function readCase(folder: string) {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.startsWith('expected.')) continue;
    const path = join(entry.parentPath, entry.name);
    files[join('/project', relative(folder, path))] = await readFile(path, 'utf8');
  }
  const given: Partial<LoadRequest> = JSON.parse(files['/project/request.json'] ?? '{}');
  const request: LoadRequest = {
    files: [],
    workingDir: '/project',
    envFiles: [],
    profiles: [],
    environment: { HOME: '/home/user' },
    ...given,
  };
  return { request, files };
}
