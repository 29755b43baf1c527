import { isAbsolute, resolve } from 'node:path';
import { type Entry, type Node, stringNode, withText } from '../node.js';
import { isRemoteContext, isWindowsPath } from '../read/paths.js';

type Rebase = (node: Node, directory: string) => Node;

/** Relative paths of a service that comes from another folder, made absolute before it is merged into this one. */
export function rebaseService(service: Node, directory: string): Node {
  return serviceRebase(service, directory);
}

/** The same for all of a document. */
export function rebaseDocument(document: Node, directory: string): Node {
  return documentRebase(document, directory);
}

const path: Rebase = (node, directory) =>
  rewrite(node, (text) => (isRelative(text) ? resolve(directory, text) : text));

/** One that the engine reads, which may be on Windows. */
const hostPath: Rebase = (node, directory) =>
  rewrite(node, (text) => (isRelative(text) && !isWindowsPath(text) ? resolve(directory, text) : text));

const context: Rebase = (node, directory) =>
  rewrite(node, (text) => (isRelative(text) && !isRemoteContext(text) ? resolve(directory, text) : text));

/** Of the short form only what starts like a path can be one; everything else names a volume. */
const mount: Rebase = (node, directory) => {
  if (node.kind === 'mapping') {
    const type = node.entries.get('type')?.value;
    return type?.kind === 'scalar' && type.value === 'bind'
      ? below({ source: hostPath })(node, directory)
      : node;
  }
  return rewrite(node, (text) => {
    const colon = text.indexOf(':');
    if (!text.startsWith('.') || colon === -1) return text;
    return `${resolve(directory, text.slice(0, colon))}${text.slice(colon)}`;
  });
};

const envFile: Rebase = (node, directory) =>
  node.kind === 'mapping' ? below({ path })(node, directory) : path(node, directory);

/** `name=path`; what has no equals sign has no path. */
const keyedPath =
  (rebase: Rebase): Rebase =>
  (node, directory) => {
    if (node.kind === 'mapping') return each(rebase)(node, directory);
    return each((item) =>
      rewrite(item, (text) => {
        const equals = text.indexOf('=');
        const value =
          equals === -1 ? undefined : rebase(stringNode(text.slice(equals + 1), item.at), directory);
        return value?.kind === 'scalar' ? `${text.slice(0, equals)}=${value.text}` : text;
      }),
    )(node, directory);
  };

const longBuild = below({ context, additional_contexts: keyedPath(context), ssh: keyedPath(hostPath) });

const serviceRebase = below({
  build: (node, directory) =>
    node.kind === 'mapping' ? longBuild(node, directory) : context(node, directory),
  develop: below({ watch: each(below({ path })) }),
  env_file: (node, directory) =>
    node.kind === 'sequence' ? each(envFile)(node, directory) : envFile(node, directory),
  label_file: (node, directory) =>
    node.kind === 'sequence' ? each(path)(node, directory) : path(node, directory),
  volumes: each(mount),
});

/** In a document of its own a build without a context has the folder of that document. */
const withBuildFolder = below({
  build: (node, directory) =>
    node.kind !== 'mapping' || node.entries.has('context')
      ? node
      : {
          ...node,
          entries: new Map([
            ...node.entries,
            ['context', { keyAt: node.at, value: stringNode(directory, node.at) }],
          ]),
        },
});

const documentRebase = below({
  services: each((service, directory) => withBuildFolder(serviceRebase(service, directory), directory)),
  configs: each(below({ file: hostPath })),
  secrets: each(below({ file: hostPath })),
});

function isRelative(text: string): boolean {
  return text !== '' && !isAbsolute(text) && !text.startsWith('~');
}

function rewrite(node: Node, change: (text: string) => string): Node {
  return node.kind === 'scalar' && typeof node.value === 'string' ? withText(node, change(node.value)) : node;
}

function below(rebases: Readonly<Record<string, Rebase>>): Rebase {
  return (node, directory) => {
    if (node.kind !== 'mapping') return node;
    const entries = new Map(node.entries);
    for (const [key, rebase] of Object.entries(rebases)) {
      const entry = entries.get(key);
      if (entry) entries.set(key, { keyAt: entry.keyAt, value: rebase(entry.value, directory) });
    }
    return { ...node, entries };
  };
}

function each(rebase: Rebase): Rebase {
  return (node, directory) => {
    if (node.kind === 'sequence')
      return { ...node, items: node.items.map((item) => rebase(item, directory)) };
    if (node.kind !== 'mapping') return node;
    const entries = [...node.entries].map(([key, { keyAt, value }]): [string, Entry] => [
      key,
      { keyAt, value: rebase(value, directory) },
    ]);
    return { ...node, entries: new Map(entries) };
  };
}
