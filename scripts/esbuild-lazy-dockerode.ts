import type { Plugin } from 'esbuild';

/**
 * Parts of dockerode that this project does not use and that cost most of its loading time, by the package
 * that asks for them. Each becomes a module that fails when it is called, so that a new use shows up at once
 * and not as a slow start.
 */
const unused: Readonly<Record<string, readonly string[]>> = {
  // ssh2: ssh:// hosts are reached with the `ssh` program, as by the docker CLI.
  'docker-modem': ['./ssh'],
  // grpc and protobufjs of BuildKit; packing of build contexts, which this project does itself.
  dockerode: ['./session', './buildkit', 'tar-fs', '@balena/dockerignore'],
};

const namespace = 'unused-part-of-dockerode';

/** Keeps the unused parts of dockerode out of a bundle. */
export function lazyDockerode(): Plugin {
  return {
    name: 'lazy-dockerode',
    setup(build) {
      build.onResolve(
        { filter: /^(\.\/ssh|\.\/session|\.\/buildkit|tar-fs|@balena\/dockerignore)$/ },
        (request) => {
          const asking = /[\\/]node_modules[\\/](docker-modem|dockerode)[\\/]lib[\\/]/.exec(request.importer);
          if (asking?.[1] === undefined || !unused[asking[1]]?.includes(request.path)) return undefined;
          return { path: request.path, namespace };
        },
      );
      // A copy of Node's streams for old versions of Node; where it is asked for, Node's own do.
      build.onResolve({ filter: /^readable-stream$/ }, (request) =>
        /[\\/]docker-modem[\\/]/.test(request.importer) ? { path: 'node:stream', external: true } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `module.exports = () => { throw new Error('${path} of dockerode is not part of this bundle'); };`,
        loader: 'js',
      }));
    },
  };
}
