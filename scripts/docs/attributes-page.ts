import { readFile } from 'node:fs/promises';
import { repositoryRoot } from '../build/repository.js';
import type { Schema } from '../schema/schema.js';
import { table } from './table.js';

interface Attribute {
  readonly path: string;
  readonly schema: Schema;
}

/** The text of docs/attributes.md: every attribute of the file format, short and long forms alike. */
export async function attributesPage(): Promise<string> {
  const schema: Schema = JSON.parse(await readFile(`${repositoryRoot}/schemas/compose.schema.json`, 'utf8'));
  const sections = [
    section('Top level', '', schema),
    ...Object.entries(schema.definitions ?? {})
      .filter(([, definition]) => definition.properties !== undefined)
      .map(([name, definition]) => section(`\`${name}\``, definition.description ?? '', definition)),
  ];
  return `# Attributes of a compose file

What \`schemas/compose.schema.json\` says, which editors show as you type. Made by \`npm run docs\`. An attribute that
is itself one of the sections below is named in the second column. Keys that begin with \`x-\` are yours wherever a
section does not say otherwise.

${sections.join('\n')}`;
}

function section(title: string, text: string, schema: Schema): string {
  const rows = attributes(schema, '').map(({ path, schema: part }) => [
    `\`${path}\``,
    form(part),
    meaning(part),
  ]);
  return [
    `## ${title}`,
    '',
    ...(text === '' ? [] : [text, '']),
    ...table(['attribute', 'form', 'meaning'], rows),
    '',
  ].join('\n');
}

/** Those of a mapping, and of mappings in it that are not sections of their own. */
function attributes(schema: Schema, prefix: string): Attribute[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, part]) => [
    { path: prefix + key, schema: part },
    ...attributes(part, `${prefix}${key}.`),
  ]);
  const below = schema.items === undefined ? [] : attributes(schema.items, `${prefix.replace(/\.$/, '')}[].`);
  return [...own, ...below];
}

function form(schema: Schema): string {
  if (schema.$ref !== undefined) return sectionOf(schema.$ref);
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['anything']);
  return types.map((type) => formOf(type, schema)).join(' or ');
}

function formOf(type: string, { items, additionalProperties }: Schema): string {
  const values = typeof additionalProperties === 'object' ? additionalProperties.$ref : undefined;
  switch (type) {
    case 'array':
      return items?.$ref === undefined ? 'list' : `list of ${sectionOf(items.$ref)}`;
    case 'object':
      return values === undefined ? 'mapping' : `mapping to ${sectionOf(values)}`;
    case 'integer':
      return 'whole number';
    case 'boolean':
      return '`true` or `false`';
    case 'string':
      return 'text';
    case 'null':
      return 'nothing';
    default:
      return type;
  }
}

const sectionOf = (ref: string): string => ref.replace('#/definitions/', '').replace(/^.*$/, '`$&`');

function meaning({ description = '', default: standard, enumDescriptions, enum: values }: Schema): string {
  const choices = enumDescriptions
    ?.map((text, index) => `\`${String(values?.[index])}\`: ${text}`)
    .join('; ');
  const parts = [
    description,
    ...(choices === undefined ? [] : [`${choices}.`]),
    ...(standard === undefined || /Default:/.test(description) ? [] : [`Default: \`${String(standard)}\`.`]),
  ];
  return parts.join(' ').replaceAll('|', '\\|');
}
