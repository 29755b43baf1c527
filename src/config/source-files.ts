import type { Naming, Source, SourceRange } from '../diagnostics/source.js';
import { FileAccessError, type TextFiles } from '../platform/file-system.js';
import type { Report } from './report.js';
import { suggestComposeFile, suggestFile } from './suggest-file.js';
import { maxDocumentBytes } from './yaml/parse-document.js';

interface ReadOptions {
  readonly what: 'compose file' | 'extended file' | 'env file' | 'label file';
  /** `false`: a file that is not there is nothing to report. */
  readonly required: boolean;
  /** Where the file is named. */
  readonly at?: SourceRange;
}

const namedAs: Readonly<Record<ReadOptions['what'], Naming['as']>> = {
  'compose file': 'included',
  'extended file': 'extended',
  'env file': 'environment',
  'label file': 'labels',
};

/** The files of one load. Each is read once, however many services name it; what cannot be read is reported. */
export class SourceFiles {
  readonly #files: TextFiles;
  readonly #report: Report;
  readonly #read = new Map<string, Promise<Source | FileAccessError>>();

  constructor(files: TextFiles, report: Report) {
    this.#files = files;
    this.#report = report;
  }

  async read(path: string, { what, required, at }: ReadOptions): Promise<Source | undefined> {
    const pending = this.#read.get(path) ?? this.#readOnce(path, what, at);
    this.#read.set(path, pending);
    const found = await pending;
    if (!(found instanceof FileAccessError)) return found;
    if (found.failure === 'not-found' && !required) return undefined;
    const help = await this.#help(path, found);
    this.#report({
      code: codeOf(found),
      severity: 'error',
      message: `${what} ${path} cannot be read: ${found.message}`,
      ...(at && { at }),
      ...(help !== undefined && { help }),
    });
    return undefined;
  }

  async #help(path: string, { failure }: FileAccessError): Promise<string | undefined> {
    if (failure === 'not-found') return suggestFile(path, this.#files);
    if (failure === 'not-utf8') return 'save it as UTF-8';
    if (failure !== 'not-a-file') return undefined;
    const inside = await suggestComposeFile(path, this.#files);
    return inside === undefined ? 'name a file' : `name the file in it: \`${inside}\``;
  }

  async #readOnce(
    path: string,
    what: ReadOptions['what'],
    at: SourceRange | undefined,
  ): Promise<Source | FileAccessError> {
    try {
      const text =
        path === '-'
          ? await this.#files.readStdin()
          : await this.#files.readText(path, { maxBytes: maxDocumentBytes });
      return {
        path: path === '-' ? '<stdin>' : path,
        text,
        ...(what === 'env file' && { holds: 'variables' }),
        ...(at && { namedBy: { as: namedAs[what], at } }),
      };
    } catch (error) {
      if (error instanceof FileAccessError) return error;
      throw error;
    }
  }
}

function codeOf(error: FileAccessError) {
  switch (error.failure) {
    case 'not-found':
      return 'file-not-found';
    case 'too-large':
      return 'document-limit';
    case 'not-a-file':
    case 'not-utf8':
    case 'refused':
      return 'unreadable-file';
    default:
      return error.failure satisfies never;
  }
}
