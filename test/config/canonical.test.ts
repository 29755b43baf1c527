import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { renderCanonical } from '../../src/config/render-canonical.js';
import { accepted, load } from './load.js';

const casesFolder = new URL('../config-cases/', import.meta.url);
const texts: [string, string][] = [];
for (const name of await readdir(casesFolder)) {
  const text = await readFile(new URL(`${name}/expected.json`, casesFolder), 'utf8').catch(() => undefined);
  if (text !== undefined) texts.push([name, text]);
}

describe('the canonical form', () => {
  test.each(texts)(
    'of %s means the same when it is loaded again, as JSON and as YAML',
    async (_, canonical) => {
      const read = async (text: string) =>
        accepted(await load({ '/project/compose.yaml': text }, { profiles: ['*'] })).project;
      const project = await read(canonical);
      expect(`${renderCanonical(project, { format: 'json' })}\n`).toBe(canonical);
      const again = await read(renderCanonical(project, { format: 'yaml' }));
      expect(`${renderCanonical(again, { format: 'json' })}\n`).toBe(canonical);
    },
  );
});
