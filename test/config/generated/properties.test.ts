import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { substitute } from '../../../src/config/interpolate/template.js';
import type { LoadedProject } from '../../../src/config/load-project.js';
import { mergeDocuments } from '../../../src/config/merge/merge-documents.js';
import { type Node, toPlain } from '../../../src/config/node.js';
import { renderCanonical } from '../../../src/config/render-canonical.js';
import { validateDocument } from '../../../src/config/validate/validate-document.js';
import { parseDocuments } from '../../../src/config/yaml/parse-document.js';
import type { Result } from '../../../src/diagnostics/diagnostic.js';
import { load, loadText } from '../load.js';
import { text, word } from './notations.js';
import {
  type GeneratedProject,
  mistakenProject,
  project,
  projectFiles,
  smallProject,
  variables,
} from './project.js';
import { attributes } from './service.js';
import { isList, isMapping, Tagged, type Tree, yamlText } from './tree.js';

/** `FC_RUNS=50` tries fifty times as many. */
const times = Number(process.env['FC_RUNS'] ?? 1);
const holds = <Values extends [unknown, ...unknown[]]>(
  numRuns: number,
  property: fc.IAsyncPropertyWithHooks<Values> | fc.IPropertyWithHooks<Values>,
) => fc.assert(property, { numRuns: numRuns * times });
const patience = 60_000 * times;

function loadGenerated(generated: GeneratedProject): Promise<Result<LoadedProject>> {
  const files = Object.entries(projectFiles(generated)).map(([path, content]) => [
    `/project/${path}`,
    content,
  ]);
  const { files: given, profiles } = generated;
  return load(Object.fromEntries(files), {
    files: given,
    profiles,
    environment: { HOME: '/home/user', ...variables },
  });
}

const print = (loaded: Result<LoadedProject>): string | undefined =>
  loaded.ok ? renderCanonical(loaded.value.project, { format: 'json' }) : undefined;

const modelOf = async (document: Tree, ...overrides: readonly Tree[]): Promise<string | undefined> => {
  const documents = [document, ...overrides].map((tree, index) => [
    `/project/${index}.yaml`,
    yamlText(tree, 4),
  ]);
  const files = documents.map(([path]) => String(path));
  return print(await load(Object.fromEntries(documents), { files, environment: variables }));
};

/** A service with some of these attributes, written as people write them. */
const serviceWith = (...names: readonly string[]) =>
  fc
    .subarray([...names])
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((name) => [name, attributes[name] ?? fc.constant(null)]))),
    )
    .map((service): Tree => ({ services: { web: { image: 'i', ...service } } }));

describe('every input gives a model or says what is wrong', () => {
  const expectAnswer = (loaded: Result<LoadedProject>) => {
    if (!loaded.ok) expect(loaded.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  };
  const pieces = fc.constantFrom(
    ...[
      'services',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '&a',
      '*a',
      '<<',
      '!reset',
      '!x',
      '|',
      '>-',
      '#',
      '---',
      '...',
      '\t',
      '? ',
      '$',
      '${',
      '}',
      'image',
      'web',
      'null',
      '~',
      '%',
      '@',
      '\uFEFF',
      '\u0000',
      '0x',
      'x-a',
      'extends',
      'include',
      'é',
      '\\',
    ],
  );

  test('any text', { timeout: patience }, () =>
    holds(
      300,
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        async (written) => {
          expectAnswer(await load({ '/project/compose.yaml': written }));
        },
      ),
    ),
  );

  test('any structure', { timeout: patience }, () =>
    holds(
      300,
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...Object.keys(attributes)),
        async (value, attribute) => {
          const document = { services: { web: { [attribute]: value } }, 'x-a': value };
          expectAnswer(await load({ '/project/compose.yaml': JSON.stringify(document) }));
          expectAnswer(await load({ '/project/compose.yaml': JSON.stringify(value) }));
        },
      ),
    ),
  );

  test('projects with a mistake', { timeout: patience }, () =>
    holds(
      150,
      fc.asyncProperty(mistakenProject, async (generated) => expectAnswer(await loadGenerated(generated))),
    ),
  );
});

describe('the same project', () => {
  test('gives the same answer every time', { timeout: patience }, () =>
    holds(
      60,
      fc.asyncProperty(project, async (generated) => {
        const [first, second] = [await loadGenerated(generated), await loadGenerated(generated)];
        expect(print(second)).toBe(print(first));
        expect(second.diagnostics.map(({ message }) => message)).toEqual(
          first.diagnostics.map(({ message }) => message),
        );
      }),
    ),
  );

  test('gives the same model in whatever order its keys are written', { timeout: patience }, () =>
    holds(
      100,
      fc.asyncProperty(smallProject, async (generated) => {
        const documents = Object.entries(generated.documents).map(([path, tree]) => [path, reversed(tree)]);
        const turned = { ...generated, documents: Object.fromEntries(documents) };
        expect(print(await loadGenerated(turned))).toBe(print(await loadGenerated(generated)));
      }),
    ),
  );
});

/** Printed so by docker compose and refused, or read as something else, by both: docs/compatibility.md. */
const unreadable = /"": |"[^"\n]*\$[^"\n]*": |"-1"/;

function reversed(tree: Tree): Tree {
  if (tree instanceof Tagged) return new Tagged(tree.tag, reversed(tree.value));
  if (isList(tree)) return tree.map(reversed);
  if (!isMapping(tree)) return tree;
  const keys = Object.keys(tree).reverse();
  return Object.fromEntries(keys.map((key) => [key, reversed(tree[key] ?? null)]));
}

test('the printed model means the same when it is loaded again', { timeout: patience }, () =>
  holds(
    150,
    fc.asyncProperty(
      serviceWith(
        'command',
        'entrypoint',
        'environment',
        'ports',
        'expose',
        'volumes',
        'healthcheck',
        'cpus',
        'mem_limit',
        'memswap_limit',
        'shm_size',
        'logging',
        'dns',
        'dns_search',
        'tmpfs',
        'depends_on',
        'stop_grace_period',
        'cap_add',
        'sysctls',
        'storage_opt',
        'user',
        'hostname',
        'restart',
        'tty',
        'init',
        'x-own',
      ),
      async (document) => {
        const printed = await modelOf(document);
        // Empty text is printed as if nothing were there, which may mean a default.
        const hasEmptyText = JSON.stringify(document).includes('""');
        if (printed === undefined || hasEmptyText || unreadable.test(printed)) return;
        const again = await loadText(printed, { environment: { A: 'other' } });
        expect(renderCanonical(again.project, { format: 'json' })).toBe(printed);
      },
    ),
  ),
);

describe('a later file', () => {
  const mergeable = [
    'environment',
    'labels',
    'ports',
    'expose',
    'cap_add',
    'volumes',
    'networks',
    'healthcheck',
    'command',
    'entrypoint',
    'image',
    'hostname',
    'tty',
    'sysctls',
    'annotations',
    'dns',
    'cpus',
    'user',
    'restart',
  ] as const;

  test('that says nothing changes nothing', { timeout: patience }, () =>
    holds(
      100,
      fc.asyncProperty(serviceWith(...Object.keys(attributes)), async (document) => {
        expect(await modelOf(document, {})).toBe(await modelOf(document));
      }),
    ),
  );

  test('that says the same again changes nothing', { timeout: patience }, () =>
    holds(
      150,
      fc.asyncProperty(serviceWith(...mergeable), async (document) => {
        const once = await modelOf(document);
        if (once !== undefined && !unreadable.test(once))
          expect(await modelOf(document, document)).toBe(once);
      }),
    ),
  );

  test('can be merged with the one before it first, or last', { timeout: patience }, () =>
    holds(
      150,
      fc.property(
        serviceWith(...mergeable),
        serviceWith(...mergeable),
        serviceWith(...mergeable),
        (...trees) => {
          const [a, b, c] = trees.map(nodeOf);
          if (a === undefined || b === undefined || c === undefined) return;
          // What is refused by itself is never merged: a text in the place of a list, for example.
          if (![a, b, c].every(isValid)) return;
          let conflicts = 0;
          const merge = (base: Node, override: Node) => mergeDocuments(base, override, () => conflicts++);
          const [first, last] = [merge(merge(a, b), c), merge(a, merge(b, c))];
          if (conflicts === 0) expect(toPlain(first)).toEqual(toPlain(last));
        },
      ),
    ),
  );

  function isValid(node: Node): boolean {
    let valid = true;
    validateDocument(node, {
      report: () => {
        valid = false;
      },
      partial: true,
      toldPlaces: new Set(),
    });
    return valid;
  }

  function nodeOf(tree: Tree): Node | undefined {
    const source = { path: '/compose.yaml', text: yamlText(tree, 4) };
    return parseDocuments(source, () => undefined).nodes[0];
  }
});

describe('expressions', () => {
  const none = () => undefined;

  test('text without a dollar sign is left alone', () =>
    holds(
      500,
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('$')),
        (value) => {
          expect(substitute(value, none)).toEqual({ text: value, problems: [], expressions: [] });
        },
      ),
    ));

  test('any text comes back when its dollar signs are doubled', () =>
    holds(
      500,
      fc.property(fc.oneof(fc.string(), text), (value) => {
        const { text: read, problems } = substitute(value.replaceAll('$', '$$$$'), none);
        expect({ read, problems }).toEqual({ read: value, problems: [] });
      }),
    ));

  test('a variable that is set stands for its value, however it is referred to', () =>
    holds(
      300,
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom(
          '$V',
          '${V}',
          '${V:-x}',
          '${V-x}',
          '${V:?x}',
          '${V?x}',
          '${U:-$V}',
          '${U-${V}}',
          '${V:+$V}',
        ),
        (value, written) => {
          expect(substitute(written, (name) => (name === 'V' ? value : undefined)).text).toBe(value);
        },
      ),
    ));

  test('a variable does in a file what its value does', { timeout: patience }, () =>
    holds(
      150,
      fc.asyncProperty(
        fc.constantFrom(
          'image',
          'hostname',
          'cpus',
          'mem_limit',
          'tty',
          'command',
          'stop_grace_period',
          'shm_size',
          'restart',
        ),
        fc.oneof(word, fc.constantFrom('1', 'true', '1.5', '10s', '5m', 'a b')),
        async (attribute, value) => {
          const withValue = (written: string): Tree => ({
            services: { web: { image: 'i', [attribute]: written } },
          });
          const files = { '/project/compose.yaml': yamlText(withValue('${V}'), 4) };
          expect(
            print(await load(files, { files: ['/project/compose.yaml'], environment: { V: value } })),
          ).toBe(await modelOf(withValue(value)));
        },
      ),
    ),
  );
});
