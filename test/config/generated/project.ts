import fc from 'fast-check';
import { applyEdit, mistake, tagging } from './edits.js';
import { expression, mostly, pick, text } from './notations.js';
import { definitions, laterTopLevel, partialDefinitions, topLevel } from './resources.js';
import { partialService, service, serviceNames } from './service.js';
import { Alias, Anchored, type Mapping, type Tree, yamlText } from './tree.js';

/** A project as a person would write it down: files below a folder, and what is said on the command line. */
export interface GeneratedProject {
  readonly documents: Readonly<Record<string, Tree>>;
  /** Files that are not YAML. */
  readonly texts: Readonly<Record<string, string>>;
  /** Down to which depth documents are written in block style. */
  readonly blockDepth: number;
  readonly files: readonly string[];
  readonly profiles: readonly string[];
}

/** What every project sees of the shell, besides a home folder. */
export const variables: Readonly<Record<string, string>> = {
  A: 'alpha',
  NUM: '8080',
  EMPTY: '',
  BOOL: 'true',
  DOLLAR: 'a$b',
};

export function projectFiles({ documents, texts, blockDepth }: GeneratedProject): Record<string, string> {
  const written = Object.entries(documents).map(([path, tree]) => [path, yamlText(tree, blockDepth)]);
  return { ...texts, ...Object.fromEntries(written) };
}

const services = (one: fc.Arbitrary<Mapping>, max: number, min = 1): fc.Arbitrary<Mapping> =>
  fc
    .subarray([...serviceNames], { minLength: min, maxLength: max })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, one]))));

/** With all services that others may refer to. */
const allServices: fc.Arbitrary<Mapping> = services(service, 2).map((few) => ({
  ...Object.fromEntries(serviceNames.map((name) => [name, { image: 'i' }])),
  ...few,
}));

const firstDocument: fc.Arbitrary<Mapping> = fc
  .tuple(allServices, definitions, topLevel)
  .map(([all, sections, top]) => ({ ...top, services: all, ...sections }));

const laterDocument: fc.Arbitrary<Tree> = fc
  .tuple(
    services(partialService, 2, 0),
    partialDefinitions,
    laterTopLevel,
    fc.array(tagging, { maxLength: 2 }),
  )
  .map(([few, sections, top, edits]) =>
    edits.reduce<Tree>(applyEdit, { ...top, services: few, ...sections }),
  );

/** One that others extend or include: it has names of its own. */
const otherDocument = (prefix: string): fc.Arbitrary<Mapping> =>
  fc
    .tuple(service, service, definitions, fc.constantFrom(true, ...Array<boolean>(9).fill(false)))
    .map(([one, two, sections, withSections]) => ({
      services: { [`${prefix}1`]: one, [`${prefix}2`]: two },
      ...(withSections &&
        Object.fromEntries(Object.entries(sections).map(([section, named]) => [section, named]))),
    }));

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('A', 'B', 'C', 'D_1', 'e.f'),
        text.filter((value) => !/[\n"']/.test(value)),
      )
      .map(([key, value]) => `${key}=${value}`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('F', 'G'), expression).map(([key, value]) => `${key}="${value}"`),
  },
  {
    weight: 120,
    arbitrary: fc.constantFrom(
      '# comment',
      '',
      '   ',
      'export X=1',
      'export Y',
      'Z',
      'A: b',
      'A : b',
      'A = b',
      "A='it\\'s'",
      'A="a\\nb"',
      "A='a\\nb'",
      'A=b # c',
      'A=b#c',
      'A= #b',
      'A="b" # c',
      'A="two\nlines"',
      "A='two\nlines'",
      'A=\\$P',
      'A="\\$P"',
      "A='$P'",
      'A="\\"q\\""',
      'A=a b',
      'A=  b  ',
      'A=b\r',
      '1A=1',
      'A-B=1',
      'A[0]=1',
      'A=$A',
      'B=${A:-x}',
      'C=${C}x',
      'A=\\n',
      'A=a\\b',
      'A="\\t|\\\\|\\x"',
      'A==b',
      'A="a$$b"',
      "A=a'b'c",
      'A=`b`',
      'A="${UNSET:-d}"',
      'A=${UNSET-}',
      'A:b',
      '  A=1',
      '\tA=1',
      "A=''",
      'A=""',
      'A=$$b',
      'A=x\\',
      'A="\\r"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'A B=1',
      "A='b' c",
      'A="a" "b"',
      "A='\\'",
      '=1',
      'A="open',
      "A='open",
      'A=${',
      'A$=1',
      '!=1',
      'A="${UNSET:?e}"',
      'export',
      'export ',
      'export A B',
      '-',
      'A"=1',
    ),
  },
);

const environmentText = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));

const aroundServices = fc.record({
  override: fc.option(laterDocument, { freq: 2 }),
  last: fc.option(laterDocument, { freq: 6 }),
  base: fc.option(otherDocument('base'), { freq: 3 }),
  included: fc.option(otherDocument('inc'), { freq: 4 }),
  dotEnv: fc.option(environmentText, { freq: 2 }),
  environmentFiles: fc.tuple(environmentText, environmentText, environmentText, environmentText),
  common: fc.option(partialService, { freq: 4 }),
  profiles: fc.constantFrom<readonly string[]>([], [], ['dev'], ['*'], ['dev', 'test']),
  blockDepth: fc.constantFrom(0, 2, 4, 20),
  extends: mostly(
    pick<Tree>(
      'db',
      { service: 'db' },
      { service: 'base1', file: 'dir/base.yaml' },
      { service: 'base2', file: './dir/base.yaml' },
    ),
    pick<Tree>(
      'nobody',
      { service: 'nobody', file: 'dir/base.yaml' },
      { service: 'x', file: 'missing.yaml' },
      null,
      {},
      'web',
      { service: 'web', file: 'compose.yaml' },
      ['db'],
      { file: 'dir/base.yaml' },
      { service: 'base1', file: '' },
    ),
  ),
  include: mostly(
    pick<Tree>(
      ['inc/compose.yaml'],
      ['./inc/compose.yaml'],
      [{ path: 'inc/compose.yaml' }],
      [{ path: ['inc/compose.yaml'] }],
      [{ path: 'inc/compose.yaml', project_directory: '.' }],
      [{ path: 'inc/compose.yaml', env_file: 'a.env' }],
      [{ path: 'inc/compose.yaml', env_file: ['a.env', './b.env'] }],
    ),
    pick<Tree>(
      ['missing.yaml'],
      [],
      null,
      'inc/compose.yaml',
      [{}],
      [null],
      [{ path: [] }],
      [1],
      ['compose.yaml'],
      [{ path: 'inc/compose.yaml', env_file: 'missing.env' }],
      [{ path: 'inc/compose.yaml', unknown: 1 }],
      ['inc/compose.yaml', 'inc/compose.yaml'],
      ['${UNSET:-inc/compose.yaml}'],
      [{ path: ['inc/compose.yaml', 'compose.override.yaml'] }],
      [''],
      ['inc'],
    ),
  ),
});

type Around = typeof aroundServices extends fc.Arbitrary<infer Value> ? Value : never;

/** A project, mostly one that is accepted. */
export const project: fc.Arbitrary<GeneratedProject> = fc
  .tuple(
    firstDocument,
    aroundServices,
    fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(mistake, { minLength: 1, maxLength: 1 }) },
    ),
  )
  .map(([first, around, edits]) => assemble(edits.reduce<Tree>(applyEdit, withParts(first, around)), around));

/** One service and all that it needs, with exactly one mistake. */
export const mistakenProject: fc.Arbitrary<GeneratedProject> = fc
  .tuple(firstDocument, fc.oneof(mistake, tagging))
  .map(([first, edit]) => ({
    documents: { 'compose.yaml': applyEdit(first, edit) },
    texts: { 'a.env': 'A=1', 'b.env': '', 'dir/c.env': '', 'labels.env': '' },
    blockDepth: 4,
    files: [],
    profiles: [],
  }));

/** One service with some attributes, and perhaps other ones in a second file. */
export const smallProject: fc.Arbitrary<GeneratedProject> = fc
  .tuple(firstDocument, fc.option(services(partialService, 1), { freq: 2 }))
  .map(([first, later]) => ({
    documents: {
      'compose.yaml': first,
      ...(later !== null && { 'compose.override.yaml': { services: later } }),
    },
    texts: { 'a.env': 'A=1', 'b.env': 'B=2', 'dir/c.env': '', 'labels.env': 'L=1' },
    blockDepth: 4,
    files: [],
    profiles: ['*'],
  }));

function withParts(first: Mapping, around: Around): Mapping {
  const { services: all = {}, ...rest } = first;
  const named: Record<string, Tree> = { ...(all as Mapping) };
  const web: Mapping = {
    ...(around.common !== null && { '<<': new Alias('common') }),
    ...(named['web'] as Mapping),
    ...(around.base !== null && { extends: around.extends }),
  };
  return {
    ...(around.common !== null && { 'x-common': new Anchored('common', around.common) }),
    ...rest,
    ...(around.included !== null && { include: around.include }),
    services: { ...named, web },
  };
}

function assemble(first: Tree, around: Around): GeneratedProject {
  const [a, b, c, labels] = around.environmentFiles;
  return {
    documents: {
      'compose.yaml': first,
      ...(around.override !== null && { 'compose.override.yaml': around.override }),
      ...(around.last !== null && { 'last.yaml': around.last }),
      ...(around.base !== null && { 'dir/base.yaml': around.base }),
      ...(around.included !== null && { 'inc/compose.yaml': around.included }),
    },
    texts: {
      'a.env': a,
      'b.env': b,
      'dir/c.env': c,
      'labels.env': labels,
      ...(around.dotEnv !== null && { '.env': around.dotEnv }),
    },
    blockDepth: around.blockDepth,
    files:
      around.last === null
        ? []
        : ['compose.yaml', ...(around.override === null ? [] : ['compose.override.yaml']), 'last.yaml'],
    profiles: around.profiles,
  };
}
