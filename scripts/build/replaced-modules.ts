import type { Plugin } from 'esbuild';

/** A module that fails when it is called, so that a new use shows up at once and not as a slow start. */
const unused = (path: string): string =>
  `module.exports = () => { throw new Error('${path} is not part of this bundle'); };`;

/**
 * What packages ask for that costs time whenever they are loaded, and what they get in its place, by the package
 * that asks. Each is either not used here at all or not used before its time.
 */
const replacements: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Runs subcommands that are programs of their own; ours are not.
  commander: { 'node:child_process': unused('node:child_process') },
  'docker-modem': {
    // ssh2: ssh:// hosts are reached with the `ssh` program, as by the docker CLI.
    './ssh': unused('./ssh'),
    // Follows redirects, which no engine sends, and loads TLS before it is known whether there is any.
    './http': "module.exports = { http: require('http'), get https() { return require('https'); } };",
    // The text of every request is made for the log of `debug`, also when that is off.
    debug: 'module.exports = () => () => {};',
    util: "module.exports = { inherits: require('util').inherits, inspect: () => '' };",
    // A copy of Node's streams for old versions of Node.
    'readable-stream': "module.exports = require('stream');",
  },
  // grpc and protobufjs of BuildKit; packing of build contexts, which this project does itself.
  dockerode: Object.fromEntries(
    ['./session', './buildkit', 'tar-fs', 'zlib', '@balena/dockerignore'].map((path) => [path, unused(path)]),
  ),
};

const namespace = 'replaced-module';
const anyReplaced = new RegExp(
  `^(${Object.values(replacements)
    .flatMap((paths) => Object.keys(paths))
    .map((path) => path.replaceAll(/[./]/g, '\\$&'))
    .join('|')})$`,
);

/** Puts the replacements into a bundle. */
export function replacedModules(): Plugin {
  return {
    name: 'replaced-modules',
    setup(build) {
      build.onResolve({ filter: anyReplaced }, ({ path, importer, resolveDir }) => {
        const asking = /[\\/]node_modules[\\/](commander|docker-modem|dockerode)[\\/]lib[\\/]/.exec(importer);
        const contents = replacements[asking?.[1] ?? '']?.[path];
        return contents === undefined
          ? undefined
          : { path: `${path} of ${asking?.[1]}`, namespace, pluginData: { contents, resolveDir } };
      });
      build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => pluginData);
    },
  };
}
