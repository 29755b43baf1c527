import { FileAccessError, type FileSystem } from '../../src/platform/file-system.js';

/** A file system of what a test gives it: absolute paths and texts. Folders are what lies above a file. */
export function memoryFiles(
  texts: Readonly<Record<string, string>>,
  stdin = '',
): Omit<FileSystem, 'readBytes'> {
  const paths = Object.keys(texts);
  return {
    async readText(path, options) {
      const text = texts[path];
      if (text === undefined && paths.some((other) => other.startsWith(`${path}/`)))
        throw new FileAccessError('it is a folder', 'not-a-file');
      if (text === undefined) throw new FileAccessError('it does not exist', 'not-found');
      const limit = options?.maxBytes ?? Number.POSITIVE_INFINITY;
      if (text.length > limit) throw new FileAccessError(`it is larger than ${limit} bytes`, 'too-large');
      return text;
    },
    async hashTree(path) {
      const below = paths.filter((other) => other === path || other.startsWith(`${path}/`)).sort();
      return below.length === 0 ? undefined : JSON.stringify(below.map((name) => [name, texts[name]]));
    },
    async kindOf(path) {
      if (Object.hasOwn(texts, path)) return 'file';
      return paths.some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined;
    },
    async namesIn(folder) {
      const below = paths.filter((other) => other.startsWith(`${folder}/`));
      return [...new Set(below.map((other) => other.slice(folder.length + 1).split('/', 1)[0] ?? ''))].sort();
    },
    async realPath(path) {
      return path;
    },
    async readStdin() {
      return stdin;
    },
  };
}
