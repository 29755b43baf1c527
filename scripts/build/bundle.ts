import { build, type Metafile } from 'esbuild';
import { lazyDockerode } from '../esbuild-lazy-dockerode.js';
import { packageVersion, repositoryRoot } from './repository.js';

/**
 * CommonJS packages ask for Node's own modules with `require`, which an ES module does not have. One line per
 * file costs nothing measurable: `node:module` is loaded before any user code runs.
 */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles all packages, so that the tarball has no runtime dependencies. Code behind a dynamic import lands in
 * files of its own and is read only by the command that needs it.
 */
export async function bundle(): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: 'dist',
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
    banner: { js: requireShim },
    define: { __STACK_VERSION__: JSON.stringify(await packageVersion()) },
    plugins: [lazyDockerode()],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
