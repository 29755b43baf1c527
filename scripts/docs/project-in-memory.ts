import { FileAccessError, type TextFiles } from '../../src/platform/file-system.js';

/** A project folder that is nowhere but here, under the path `folder`. */
export function projectInMemory(folder: string, texts: Readonly<Record<string, string>>): TextFiles {
  const files = new Map(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
  const below = (path: string) => [...files.keys()].filter((other) => other.startsWith(`${path}/`));
  return {
    readText: async (path) => {
      const text = files.get(path);
      if (text !== undefined) return text;
      if (below(path).length > 0) throw new FileAccessError('it is a folder', 'not-a-file');
      throw new FileAccessError('it does not exist', 'not-found');
    },
    kindOf: async (path) => (files.has(path) ? 'file' : below(path).length > 0 ? 'folder' : undefined),
    namesIn: async (path) =>
      [...new Set(below(path).map((other) => other.slice(path.length + 1).split('/', 1)[0] ?? ''))].sort(),
    realPath: async (path) => path,
    readStdin: async () => '',
  };
}
