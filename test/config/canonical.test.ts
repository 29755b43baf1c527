import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { renderCanonical } from '../../src/config/render-canonical.js';
import { accepted, load } from './load.js';

const casesFolder = new URL('../config-cases/', import.meta.url);
/** Where docker compose prints what neither it nor stack reads: the print is kept, and refused rather than misread. */
const notReadable: Readonly<Record<string, string>> = {
  'blkio-config': 'in JSON, keys begin with a capital letter',
  'build-attributes': 'a limit of zero is printed as an empty mapping',
  develop: 'in YAML, a command that is null is left out',
  'found-host-twice': 'a host with the same address twice is printed as a list, where that is refused',
  'found-label-files': 'a label without a name is printed in a mapping, where that is refused',
  'gpus-and-devices': 'a list of no capabilities is left out',
  hooks: 'in YAML, a command that is null is left out',
  models: 'in JSON, the top-level models are left out',
};
const texts: [string, string][] = [];
for (const name of await readdir(casesFolder)) {
  const text = await readFile(new URL(`${name}/expected.json`, casesFolder), 'utf8').catch(() => undefined);
  if (text !== undefined) texts.push([name, text]);
}

const read = async (text: string) =>
  accepted(await load({ '/project/compose.yaml': text }, { profiles: ['*'] })).project;

describe('the canonical form', () => {
  test.each(texts.filter(([name]) => name in notReadable))(
    'of %s is refused when it is loaded again, as JSON or then as YAML',
    async (_, canonical) => {
      const both = async () => read(renderCanonical(await read(canonical), { format: 'yaml' }));
      await expect(both()).rejects.toThrow(/unknown-key|missing-key|undefined-reference|invalid-value/);
    },
  );

  test.each(texts.filter(([name]) => !(name in notReadable)))(
    'of %s means the same when it is loaded again, as JSON and as YAML',
    async (_, canonical) => {
      const project = await read(canonical);
      expect(`${renderCanonical(project, { format: 'json' })}\n`).toBe(canonical);
      const again = await read(renderCanonical(project, { format: 'yaml' }));
      expect(`${renderCanonical(again, { format: 'json' })}\n`).toBe(canonical);
    },
  );
});
