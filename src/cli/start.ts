/**
 * Where `stack` begins: loads the chunks that the build made of main.ts, with the code that V8 made of them then
 * (scripts/build/compile-chunks.ts). Compiling them anew would take longer than most commands take. Another V8 than
 * that of the build has other code: its folder is not there, and V8 compiles the text.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { v8Flags } from './v8-flags.js';

interface ChunkModule {
  exports: unknown;
}

type ChunkFunction = (exports: unknown, require: (name: string) => unknown, module: ChunkModule) => void;

// This file itself is CommonJS once it is built: a tenth of the time of Node's own start is the loader of ES modules.
const folder = __dirname;
const compiledFolder = `${folder}/compiled-${process.versions.v8}-${process.arch}`;
const modules = new Map<string, ChunkModule>();

setFlagsFromString(v8Flags);
load('./main.cjs');

/** A chunk of ours by `./name`, anything else as Node has it. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name);
  const known = modules.get(name);
  if (known !== undefined) return known.exports;
  const module: ChunkModule = { exports: {} };
  modules.set(name, module);
  chunkFunction(name.slice('./'.length))(module.exports, load, module);
  return module.exports;
}

function chunkFunction(name: string): ChunkFunction {
  const path = `${folder}/${name}`;
  const cachedData = compiledCode(`${compiledFolder}/${name}`);
  // The build writes ASCII only: one byte a character, which V8 takes as it is.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: pathToFileURL(path).href,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  return script.runInThisContext();
}

function compiledCode(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
