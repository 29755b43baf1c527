import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { type OutputFile, transform } from 'esbuild';
import { v8Flags } from '../../src/cli/v8-flags.js';

/**
 * Writes chunks as functions that src/cli/start.ts calls with `exports`, `require` and `module`, and beside them the
 * code that V8 makes of them. Node's own cache of compiled code begins with Node 22, and begins empty.
 *
 * @param outputs ES modules as esbuild split them; all go into one folder.
 */
export async function compileChunks(outputs: readonly OutputFile[], folder: string): Promise<void> {
  const compiledFolder = `${folder}/compiled-${process.versions.v8}-${process.arch}`;
  await mkdir(compiledFolder, { recursive: true });
  await Promise.all(
    outputs.map(async ({ path, text }) => {
      const name = chunkName(basename(path));
      const source = await chunkFunction(text);
      await writeFile(`${folder}/${name}`, source);
      await writeFile(`${compiledFolder}/${name}`, compile(source));
    }),
  );
}

const chunkName = (file: string): string => file.replace(/\.js$/, '.cjs');

/** The text of a chunk as the expression of a function. */
async function chunkFunction(text: string): Promise<string> {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // `import()` of another chunk becomes `require` in a promise.
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  });
  return ascii(`(function(exports,require,module){${withChunkNames(code)}})`);
}

const withChunkNames = (code: string): string =>
  code.replaceAll(/(?<=require\("\.\/[\w-]+)\.js(?="\))/g, '.cjs');

/** What esbuild leaves is in regular expressions, which know the same escapes as strings. */
const ascii = (code: string): string =>
  code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** All functions at once, where V8 would wait for the first call of each; flags are part of what it compares later. */
function compile(source: string): Buffer {
  setFlagsFromString(v8Flags);
  setFlagsFromString('--no-lazy');
  const script = new Script(source);
  setFlagsFromString('--lazy');
  return script.createCachedData();
}
