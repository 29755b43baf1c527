/**
 * Where `stack` begins: loads the chunks that the build made of main.ts, with the code that V8 made of them then
 * (scripts/build/compile-chunks.ts). Compiling them anew would take longer than most commands take. Another V8 than
 * that of the build has other code: its folder is not there, and V8 compiles the text.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

interface ChunkModule {
  exports: unknown;
}

type ChunkFunction = (exports: unknown, require: (name: string) => unknown, module: ChunkModule) => void;

const folder = new URL('./cli/', import.meta.url);
const compiledFolder = new URL(`compiled-${process.versions.v8}-${process.arch}/`, folder);
const nodeRequire = createRequire(import.meta.url);
const modules = new Map<string, ChunkModule>();

load('./main.cjs');

/** A chunk of ours by `./name`, anything else as Node has it. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return nodeRequire(name);
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module: ChunkModule = { exports: {} };
  modules.set(name, module);
  chunkFunction(name)(module.exports, load, module);
  return module.exports;
}

function chunkFunction(name: string): ChunkFunction {
  const url = new URL(name, folder);
  const cachedData = compiledCode(new URL(name, compiledFolder));
  // The build writes ASCII only: one byte a character, which V8 takes as it is.
  const script = new Script(readFileSync(fileURLToPath(url), 'latin1'), {
    filename: url.href,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  return script.runInThisContext();
}

function compiledCode(url: URL): Buffer | undefined {
  try {
    return readFileSync(fileURLToPath(url));
  } catch {
    return undefined;
  }
}
