import type { ErrorObject } from 'ajv';
import { closestName } from '../../diagnostics/closest-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Node } from '../node.js';
import { findNearest, type Path, pathText } from '../path.js';

/** What a schema error means in the words of YAML; undefined for errors that only repeat another one. */
export function explainSchemaError(root: Node, path: Path, error: ErrorObject): Diagnostic | undefined {
  const { node, place, keyAt } = findNearest(root, path);
  const where = pathText(path);
  const severity = 'error';
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(root, path, textParam(error, 'additionalProperty'), error.parentSchema);
    case 'type':
      return {
        code: 'invalid-type',
        severity,
        message: `${where} must be ${typeWords(error.params['type'])}, not ${describeType(node, error.params['type'])}`,
        at: isEmpty(node) ? keyAt : place,
        ...quoteHint(path, node, error.params['type']),
      };
    case 'required':
      return {
        code: 'missing-key',
        severity,
        message: `${where} has no \`${textParam(error, 'missingProperty')}\`, which is required`,
        at: node.kind === 'mapping' && keyAt === node.at ? firstPlace(node) : keyAt,
      };
    case 'enum': {
      const allowed = textList(error.params['allowedValues']);
      const meant = node.kind === 'scalar' ? closestName(node.text, allowed) : undefined;
      return {
        code: 'invalid-value',
        severity,
        message: `${where} must be ${orList(allowed.map((value) => `\`${value}\``))}, not ${describe(node)}`,
        at: place,
        ...(meant !== undefined && { help: `did you mean \`${meant}\`?` }),
      };
    }
    case 'pattern':
      return error.propertyName === undefined
        ? invalidText(where, path, node, place)
        : invalidName(root, path, error.propertyName);
    case 'minimum':
    case 'maximum': {
      const bound = error.keyword === 'minimum' ? 'at least' : 'at most';
      const message = `${where} must be ${bound} ${String(error.params['limit'])}`;
      return { code: 'invalid-value', severity, message, at: place };
    }
    case 'uniqueItems': {
      const first = findNearest(root, [...path, Number(error.params['j'])]);
      const again = findNearest(root, [...path, Number(error.params['i'])]);
      return {
        code: 'invalid-value',
        severity,
        message: `${where} lists ${describe(again.node)} twice`,
        at: again.place,
        related: [{ message: 'first listed here', at: first.place }],
      };
    }
    default:
      return undefined;
  }
}

function unknownKey(root: Node, path: Path, key: string, schema: unknown): Diagnostic {
  const at = findNearest(root, [...path, key]).keyAt;
  const meant = closestName(key, knownKeys(schema));
  return {
    code: 'unknown-key',
    severity: 'error',
    message:
      path.length === 0
        ? `there is no top-level key \`${key}\``
        : `${pathText(path)} has no attribute \`${key}\``,
    at,
    help: meant === undefined ? 'keys of your own start with `x-`' : `did you mean \`${meant}\`?`,
  };
}

function knownKeys(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return [];
  return Object.keys(schema.properties ?? {});
}

function invalidText(where: string, path: Path, node: Node, at: SourceRange): Diagnostic {
  const rule =
    path.at(-1) === 'pull_policy'
      ? 'must be `always`, `missing`, `never`, `build`, `daily`, `weekly` or `every_` and a duration'
      : 'must start with a letter or digit, and hold only letters, digits, `_`, `.` and `-`';
  const message = `${where} ${rule}, not ${describe(node)}`;
  return { code: 'invalid-value', severity: 'error', message, at };
}

function invalidName(root: Node, path: Path, name: string): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message:
      name === ''
        ? `a name below ${pathText(path)} is empty`
        : `\`${name}\` cannot be a name below ${pathText(path)}: only letters, digits, \`_\`, \`.\` and \`-\` are allowed`,
    at: findNearest(root, [...path, name]).keyAt,
  };
}

const words: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  null: 'empty',
};

function typeWords(type: unknown): string {
  const types = textList(type);
  const named = types.includes('number') ? types.filter((name) => name !== 'integer') : types;
  return orList(
    named.filter((name) => name !== 'null' || named.length === 1).map((name) => words[name] ?? name),
  );
}

/** What a value is, named so that a reader recognises it. */
function describe(node: Node): string {
  switch (node.kind) {
    case 'mapping':
      return 'a mapping';
    case 'sequence':
      return 'a list';
    case 'scalar':
      if (node.value === null) return 'empty';
      if (typeof node.value === 'string') return node.text.length > 60 ? 'a string' : `\`${node.text}\``;
      return typeof node.value === 'number' ? `the number ${node.text}` : `\`${node.text}\` (a boolean)`;
    default:
      return node satisfies never;
  }
}

/** A string in the place of something else is named as one: `true` in quotes looks like what is wanted. */
function describeType(node: Node, wanted: unknown): string {
  const isString = node.kind === 'scalar' && typeof node.value === 'string' && node.text.length <= 60;
  return isString && !textList(wanted).includes('string') ? `the string \`${node.text}\`` : describe(node);
}

const durations = new Set<unknown>([
  'delay',
  'interval',
  'monitor',
  'start_interval',
  'start_period',
  'stop_grace_period',
  'timeout',
  'window',
]);

function quoteHint(path: Path, node: Node, type: unknown): Pick<Diagnostic, 'help'> {
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'string') return {};
  if (!textList(type).includes('string')) return {};
  if (durations.has(path.at(-1)) && typeof node.value === 'number')
    return { help: `name the unit: \`${node.text}s\`` };
  return { help: `quote it: \`"${node.text}"\`` };
}

function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** A whole block is too much to mark; its first key is where a reader looks. */
function firstPlace(node: Node): SourceRange {
  const [first] = node.kind === 'mapping' ? node.entries.values() : [];
  return first?.keyAt ?? node.at;
}

function textParam(error: ErrorObject, name: string): string {
  return String(error.params[name]);
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
