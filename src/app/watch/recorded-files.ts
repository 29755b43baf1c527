import type { FileSystem } from '../../platform/file-system.js';

/** A file system that knows what it was asked for, also what was not there. */
export interface RecordedFiles {
  readonly files: FileSystem;
  /** Absolute. */
  readonly paths: ReadonlySet<string>;
}

export function recordFiles(files: FileSystem): RecordedFiles {
  const paths = new Set<string>();
  return {
    paths,
    files: {
      readText: (path, options) => {
        paths.add(path);
        return files.readText(path, options);
      },
      readBytes: (path, options) => {
        paths.add(path);
        return files.readBytes(path, options);
      },
      kindOf: (path) => {
        paths.add(path);
        return files.kindOf(path);
      },
      hashTree: (path, limits) => files.hashTree(path, limits),
      namesIn: (folder) => files.namesIn(folder),
      realPath: (path) => files.realPath(path),
      readStdin: () => files.readStdin(),
    },
  };
}
