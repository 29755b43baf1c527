import type { ComposeDocument } from '../config/generated/compose-document.js';
import { writeYaml } from '../config/yaml/write-yaml.js';
import type { FileSystem } from '../platform/file-system.js';

/**
 * Compose files that a program has made, beside those on the disk: name them in the `files` of a request. Problems
 * are told in terms of the YAML that a document comes to.
 *
 * @param documents by absolute path, which need not exist; relative paths in a document count from its folder
 */
export function withDocuments(
  files: FileSystem,
  documents: Readonly<Record<string, ComposeDocument>>,
): FileSystem {
  const texts = new Map(Object.entries(documents).map(([path, document]) => [path, textOf(document)]));
  return {
    readText: async (path, options) => texts.get(path) ?? files.readText(path, options),
    hashTree: (path, limits) => files.hashTree(path, limits),
    readBytes: async (path, options) => {
      const text = texts.get(path);
      return text === undefined ? files.readBytes(path, options) : Buffer.from(text);
    },
    kindOf: async (path) => (texts.has(path) ? 'file' : files.kindOf(path)),
    namesIn: (folder) => files.namesIn(folder),
    realPath: (path) => files.realPath(path),
    readStdin: () => files.readStdin(),
  };
}

/** As JSON would carry it: what is undefined is not set. */
const textOf = (document: ComposeDocument): string => writeYaml(JSON.parse(JSON.stringify(document)));
