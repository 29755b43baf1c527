import { type BuildOptions, build, type Metafile } from 'esbuild';

import { compileChunks } from './compile-chunks.js';
import { replacedModules } from './replaced-modules.js';
import { packageVersion, repositoryRoot } from './repository.js';

/**
 * CommonJS packages ask for Node's own modules with `require`, which an ES module does not have. One line per
 * file costs nothing measurable: `node:module` is loaded before any user code runs.
 */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles all packages, so that the tarball has no runtime dependencies. Code behind a dynamic import lands in
 * files of its own and is read only by the command that needs it. The library is ES modules; the command line, whose
 * start-up counts, is chunks that are compiled already.
 */
export async function bundle(): Promise<readonly Metafile[]> {
  const common = await commonOptions();
  const [library, start, commandLine] = await Promise.all([
    build({
      ...common,
      entryPoints: { index: 'src/index.ts', core: 'src/core.ts', vitest: 'src/vitest.ts' },
      outdir: 'dist',
      banner: { js: requireShim },
    }),
    build({
      ...common,
      entryPoints: { start: 'src/cli/start.ts' },
      outdir: 'dist/cli',
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      splitting: false,
    }),
    build({
      ...common,
      entryPoints: { main: 'src/cli/main.ts' },
      outdir: 'dist/cli',
      chunkNames: '[name]-[hash]',
      write: false,
    }),
  ]);
  await compileChunks(commandLine.outputFiles, `${repositoryRoot}/dist/cli`);
  return [library.metafile, start.metafile, commandLine.metafile];
}

const commonOptions = async () =>
  ({
    absWorkingDir: repositoryRoot,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Whitespace is what costs at start-up; names stay, so that a stack trace can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
    legalComments: 'none',
    define: { __STACK_VERSION__: JSON.stringify(await packageVersion()) },
    plugins: [replacedModules()],
    metafile: true,
    logLevel: 'warning',
  }) as const satisfies BuildOptions;
