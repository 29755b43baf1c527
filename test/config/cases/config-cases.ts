import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LoadRequest } from '../../../src/config/load-project.js';
import { type Folders, parseArchive, renderArchive } from './archive.js';

/**
 * The projects of test/config-cases, with what docker compose makes of them. Small ones are together in a file for
 * each topic, `TOPIC.cases`; a folder is one larger project. In both, every file is input, except:
 *
 * - `request.json`: what differs from a plain request
 * - `differs.txt`: why stack is not to do as docker compose does here
 * - `expected.*`: what came out, by whom it was written
 *
 * What came out of a topic is beside it, in one file for each writer.
 */
const casesFolder = new URL('../../config-cases/', import.meta.url).pathname;

/** Where each project is while it is read. Paths are part of the model, and of the hashes. */
export const projectFolder = '/project';

export const writers = {
  'docker-compose': ['expected.json', 'expected.hashes', 'expected.refused'],
  stack: ['expected.txt', 'expected.own.json'],
} as const;

export type Writer = keyof typeof writers;
export type Expected = Partial<Record<(typeof writers)[Writer][number], string>>;

export interface ConfigCase {
  /** `topic/title`, or the name of the folder. */
  readonly name: string;
  /** By path relative to the project folder. */
  readonly input: Readonly<Record<string, string>>;
  readonly request: LoadRequest;
  readonly differs: string | undefined;
  readonly expected: Expected;
}

export async function readCases(): Promise<ConfigCase[]> {
  const cases: ConfigCase[] = [];
  for (const entry of (await readdir(casesFolder, { withFileTypes: true })).sort(byName)) {
    if (entry.isDirectory()) cases.push(toCase(entry.name, await readFolder(entry.name)));
    else if (entry.name.endsWith('.cases')) cases.push(...(await readTopic(entry.name.slice(0, -6))));
  }
  return cases;
}

/** Replaces what one writer wrote before. A case that is not given loses what was written of it. */
export async function writeExpected(
  writer: Writer,
  results: readonly { readonly name: string; readonly expected: Expected }[],
): Promise<void> {
  const topics = new Map<string, Map<string, Record<string, string>>>();
  for (const { name, expected } of results) {
    const slash = name.indexOf('/');
    if (slash < 0) await writeFolder(name, writer, expected);
    else {
      const topic = name.slice(0, slash);
      const folders = topics.get(topic) ?? new Map();
      topics.set(topic, folders.set(name.slice(slash + 1), partOf(writer, expected)));
    }
  }
  for (const [topic, folders] of topics) await writeTopic(topic, writer, folders);
}

async function readTopic(topic: string): Promise<ConfigCase[]> {
  const [inputs, ...outputs] = await Promise.all(
    ['cases', ...Object.keys(writers)].map((extension) => readArchive(`${topic}.${extension}`)),
  );
  return [...(inputs ?? [])].map(([title, files]) =>
    toCase(`${topic}/${title}`, Object.assign({}, files, ...outputs.map((folders) => folders.get(title)))),
  );
}

async function readArchive(name: string): Promise<Folders> {
  return parseArchive(await readFile(join(casesFolder, name), 'utf8').catch(() => ''));
}

async function readFolder(name: string): Promise<Record<string, string>> {
  const folder = join(casesFolder, name);
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = await readFile(path, 'utf8');
  }
  return files;
}

function toCase(name: string, files: Readonly<Record<string, string>>): ConfigCase {
  const { 'request.json': request = '{}', 'differs.txt': differs, ...rest } = files;
  const isExpected = ([path]: readonly [string, string]) => path.startsWith('expected.');
  return {
    name,
    input: Object.fromEntries(Object.entries(rest).filter((file) => !isExpected(file))),
    request: {
      files: [],
      workingDir: projectFolder,
      envFiles: [],
      profiles: [],
      environment: { HOME: '/home/user' },
      ...JSON.parse(request),
    },
    differs,
    expected: Object.fromEntries(Object.entries(rest).filter(isExpected)),
  };
}

async function writeTopic(topic: string, writer: Writer, folders: Folders): Promise<void> {
  const silent = [...folders.values()].every((files) => Object.keys(files).length === 0);
  const path = join(casesFolder, `${topic}.${writer}`);
  if (silent) await rm(path, { force: true });
  else await writeFile(path, renderArchive(folders));
}

async function writeFolder(name: string, writer: Writer, expected: Expected): Promise<void> {
  for (const file of writers[writer]) {
    const text = expected[file];
    const path = join(casesFolder, name, file);
    if (text === undefined) await rm(path, { force: true });
    else await writeFile(path, text);
  }
}

/** Of all that was written of a case, what this writer wrote. */
const partOf = (writer: Writer, expected: Expected): Record<string, string> =>
  Object.fromEntries(
    writers[writer].flatMap((file) => (expected[file] === undefined ? [] : [[file, expected[file]]])),
  );

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
