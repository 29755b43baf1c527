import type { ErrorObject } from 'ajv';
import { closestName } from '../../diagnostics/closest-name.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceRange } from '../../diagnostics/source.js';
import type { Node, ScalarNode } from '../node.js';
import { findNearest, type Path, pathText } from '../path.js';
import { explainUnknownKey } from './explain-unknown-key.js';
import { suggestForm } from './suggest-form.js';

/** What a schema error means in the words of YAML; undefined for errors that only repeat another one. */
export function explainSchemaError(root: Node, path: Path, error: ErrorObject): Diagnostic | undefined {
  const { node, place, keyAt } = findNearest(root, path);
  const where = pathText(path);
  const severity = 'error';
  switch (error.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(
        root,
        path,
        textParam(error, 'additionalProperty'),
        knownKeys(error.parentSchema),
      );
    case 'type':
      return wrongType(path, root, textList(error.params['type']));
    case 'required':
      return {
        code: 'missing-key',
        severity,
        message: `${where} has no \`${textParam(error, 'missingProperty')}\`, which is required`,
        at: node.kind === 'mapping' && keyAt === node.at ? firstPlace(node) : keyAt,
        ...missingHint(textParam(error, 'missingProperty'), error.parentSchema),
      };
    case 'enum': {
      const allowed = textList(error.params['allowedValues']);
      const meant = node.kind === 'scalar' ? closestWord(node.text, allowed) : undefined;
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
  const meant =
    path.at(-1) === 'pull_policy' && node.kind === 'scalar' ? closestName(node.text, policies) : undefined;
  const help = meant === undefined ? {} : { help: `did you mean \`${meant}\`?` };
  return { code: 'invalid-value', severity: 'error', message, at, ...help };
}

const policies = ['always', 'missing', 'never', 'build', 'daily', 'weekly'];

function invalidName(root: Node, path: Path, name: string): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message:
      name === ''
        ? `a name below ${pathText(path)} is empty`
        : `\`${name}\` cannot be a name below ${pathText(path)}: only letters, digits, \`_\`, \`.\` and \`-\` are allowed`,
    at: findNearest(root, [...path, name]).keyAt,
    ...nameHint(name),
  };
}

function nameHint(name: string): Pick<Diagnostic, 'help'> {
  if (name.includes('$'))
    return { help: 'variables are replaced in values only, not in keys: write the name itself' };
  const allowed = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return allowed === '' ? {} : { help: `\`${allowed}\` would be allowed` };
}

function wrongType(path: Path, root: Node, types: readonly string[]): Diagnostic {
  const { node, place, keyAt } = findNearest(root, path);
  const help = suggestForm(path, node, types) ?? suggestValue(path, node, types);
  const isCollection = node.kind !== 'scalar';
  return {
    code: 'invalid-type',
    severity: 'error',
    message: `${pathText(path)} must be ${typeWords(types)}, not ${describeType(node, types)}`,
    at: isEmpty(node) ? keyAt : place,
    ...(help !== undefined && { help }),
    ...(isCollection && { explains: { within: [node.at] } }),
  };
}

function missingHint(key: string, schema: unknown): Pick<Diagnostic, 'help'> {
  const hint = missingKeys[key];
  return hint !== undefined && knownKeys(schema).includes(key) ? { help: hint } : {};
}

const missingKeys: Readonly<Record<string, string>> = {
  __proto__: null as never,
  capabilities: 'say what the devices are needed for: `capabilities: [gpu]`',
  condition:
    'write `condition: service_started`, `service_healthy` or `service_completed_successfully` below it',
  target: 'write `target:` and the port in the container, or the short form: `- "8080:80"`',
  path: 'write `path:` and the file',
  command: 'write `command:` and what to run',
  service: 'write `service:` and the name of the service in that file',
  type: 'write `type:` and what it is',
  hard: 'write both `soft:` and `hard:`, or one number for both',
  soft: 'write both `soft:` and `hard:`, or one number for both',
};

/** `healthy` is what comes to mind for `service_healthy`. */
function closestWord(written: string, allowed: readonly string[]): string | undefined {
  const text = written.toLowerCase().replaceAll('-', '_');
  const part = text.length > 3 ? allowed.filter((word) => word.includes(text)) : [];
  return part.length === 1 ? part[0] : closestName(written, allowed);
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

function typeWords(types: readonly string[]): string {
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
      if (node.text === '') return 'an empty string';
      if (typeof node.value === 'string') return node.text.length > 60 ? 'a string' : `\`${node.text}\``;
      return typeof node.value === 'number' ? `the number ${node.text}` : `\`${node.text}\` (a boolean)`;
    default:
      return node satisfies never;
  }
}

/** A string in the place of something else is named as one: `true` in quotes looks like what is wanted. */
function describeType(node: Node, wanted: readonly string[]): string {
  const isString =
    node.kind === 'scalar' && typeof node.value === 'string' && node.text !== '' && node.text.length <= 60;
  return isString && !wanted.includes('string') ? `the string \`${node.text}\`` : describe(node);
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

/** The same value as the type that is wanted. */
function suggestValue(path: Path, node: Node, types: readonly string[]): string | undefined {
  if (node.kind !== 'scalar' || node.value === null) return undefined;
  const key = path.at(-1);
  const { value, text } = node;
  if (typeof value === 'string') return suggestForText(node, types);
  if (!types.includes('string')) {
    if (types.includes('boolean') && (value === 0 || value === 1)) return `write \`${value === 1}\``;
    return undefined;
  }
  if (key === 'restart' && typeof value === 'boolean')
    return value ? 'write `always`, `unless-stopped` or `on-failure`' : 'write `"no"`, with the quotes';
  if (key === 'pull_policy' && typeof value === 'boolean') return `write \`${value ? 'always' : 'never'}\``;
  if (durations.has(key) && typeof value === 'number') return `name the unit: \`${text}s\``;
  if (key === 'memory' && typeof value === 'number')
    return `name the unit: \`${text}m\` for megabytes; for bytes, quote it: \`"${text}"\``;
  return `quote it: \`"${text}"\``;
}

function suggestForText({ text, expressions }: ScalarNode, types: readonly string[]): string | undefined {
  if (expressions !== undefined) {
    const sample = types.includes('boolean') ? 'false' : '1';
    const name = /\$\{?([A-Za-z_]\w*)/.exec(expressions.template)?.[1];
    if (text === '' && name !== undefined)
      return `set \`${name}\`, or give a default that fits: \`\${${name}:-${sample}}\``;
    return `it comes from \`${expressions.template}\``;
  }
  if (types.includes('boolean')) {
    const meant = /^(?:1|on|y|yes|enabled?|t)$/i.test(text)
      ? 'true'
      : /^(?:0|off|n|no|disabled?|f)$/i.test(text)
        ? 'false'
        : undefined;
    return meant && `write \`${meant}\``;
  }
  const number = /^[\d.]+/.exec(text)?.[0];
  if ((types.includes('integer') || types.includes('number')) && number !== undefined)
    return `write the number alone: \`${number}\``;
  return undefined;
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
