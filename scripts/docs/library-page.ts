import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../build/repository.js';

/** What may be imported, in the order of the page. */
const entries = [
  { specifier: 'stack', path: 'src/index.ts' },
  { specifier: 'stack/vitest', path: 'src/vitest.ts' },
] as const;

/** Files whose exports are told in full; others hold shapes that other pages are about. */
const own = /^src\/library\//;

interface Export {
  readonly name: string;
  /** Relative to the repository. */
  readonly file: string;
}

/** The text of docs/library.md: what the library exports, as the compiler sees it, with what is said about it. */
export async function libraryPage(): Promise<string> {
  const sections = await Promise.all(entries.map(section));
  return `# The library

Everything that \`stack\` and \`stack/vitest\` export. Made by \`npm run docs\` from the sources. For examples see the
[README](../README.md#from-code) and [examples/vitest](../examples/vitest). What the command line is made of can be
imported from \`stack/core\`; it follows no rules of versions.

${sections.join('\n')}`;
}

async function section({ specifier, path }: (typeof entries)[number]): Promise<string> {
  const exported = exportsOf(path, await readFile(`${repositoryRoot}/${path}`, 'utf8'));
  const declarations = new Map<string, string>();
  for (const file of new Set(exported.map((each) => each.file)))
    if (own.test(file)) for (const [name, text] of await declarationsOf(file)) declarations.set(name, text);
  const told = exported.flatMap(({ name }) => {
    const text = declarations.get(name);
    return text === undefined ? [] : [`### ${name}\n\n${fenced(text)}\n`];
  });
  const others = exported.filter(({ name }) => !declarations.has(name)).map(({ name }) => `\`${name}\``);
  const rest = others.length === 0 ? '' : `\nShapes that are exported, too: ${others.sort().join(', ')}.\n`;
  return `## ${specifier}\n\n${told.join('\n')}${rest}`;
}

function exportsOf(path: string, text: string): readonly Export[] {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    if (!ts.isNamedExports(statement.exportClause)) return [];
    const from = statement.moduleSpecifier;
    if (from === undefined || !ts.isStringLiteral(from)) return [];
    const file = resolve('/', dirname(path), from.text).slice(1).replace(/\.js$/, '.ts');
    return statement.exportClause.elements.map(({ name }) => ({ name: name.text, file }));
  });
}

/** By name, with comments, and without what is marked as internal. */
async function declarationsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const source = await readFile(`${repositoryRoot}/${file}`, 'utf8');
  const { outputText } = ts.transpileDeclaration(source, {
    fileName: file,
    compilerOptions: { stripInternal: true, target: ts.ScriptTarget.ES2023 },
  });
  const declared = ts.createSourceFile(file, outputText, ts.ScriptTarget.Latest, true);
  return new Map(
    declared.statements.flatMap((statement) => {
      const name =
        ts.isInterfaceDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isFunctionDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)
          ? statement.name?.text
          : undefined;
      return name === undefined ? [] : [[name, shown(statement.getFullText())] as const];
    }),
  );
}

/** What is said about it may have such a block in it. */
function fenced(code: string): string {
  const fence = code.includes('```') ? '````' : '```';
  return `${fence}ts\n${code}\n${fence}`;
}

const shown = (declaration: string): string =>
  declaration
    .replace(/^ {4}(?:#private|private constructor\(.*\)|\[Symbol\.asyncDispose\]: .*);\n/gm, '')
    .replace(/^export (?:declare )?/m, '')
    .replaceAll('    ', '  ')
    .trim();
