import type { Schema } from './schema.js';

const header = `/** Made from schemas/compose.schema.json by \`npm run build\`. A compose file as it is written. */

/** \`\${VARIABLE}\`, in the place of something else than text. */
export type Expression = \`\${string}$\${string}\`;

/** Keys of your own. */
type Extension = \`x-\${string}\`;
`;

/** TypeScript for the schema: an interface or type for each definition, and \`ComposeDocument\` for the whole. */
export function documentTypes(schema: Schema): string {
  const parts = [
    declaration('ComposeDocument', schema),
    ...Object.entries(schema.definitions ?? {}).map(([name, part]) => declaration(typeName(name), part)),
  ];
  return [header, ...parts].join('\n');
}

function declaration(name: string, schema: Schema): string {
  return `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`;
}

const typeName = (definition: string): string =>
  `Compose${definition.charAt(0).toUpperCase()}${definition.slice(1)}`;

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return typeName(schema.$ref.replace('#/definitions/', ''));
  const [base] = schema.allOf ?? [];
  if (base !== undefined) return requiring(typeOf(base, indent), schema.required ?? []);
  if (schema.enum !== undefined) return union([...schema.enum.map(literal), 'Expression']);
  const types = typesOf(schema);
  const choices = types.map((type) => choice(type, schema, indent));
  const castable = types.some((type) => ['number', 'integer', 'boolean'].includes(type));
  const alone = castable && !types.includes('string');
  return union(alone ? [...choices, 'Expression'] : choices);
}

function typesOf({ type = [] }: Schema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

function choice(type: string, schema: Schema, indent: string): string {
  switch (type) {
    case 'integer':
      return 'number';
    case 'array':
      return `readonly ${inBrackets(schema.items === undefined ? 'unknown' : typeOf(schema.items, indent))}[]`;
    case 'object':
      return objectType(schema, indent);
    case 'string':
      return textType(schema);
    default:
      return type;
  }
}

/** A text of which only some are allowed, as \`if\` and \`then\` say. */
function textType(schema: Schema): string {
  const allowed = schema.if?.type === 'string' ? schema.then?.enum : undefined;
  return allowed === undefined ? 'string' : union([...allowed.map(literal), 'Expression']);
}

function objectType(schema: Schema, indent: string): string {
  const { properties = {}, patternProperties = {}, additionalProperties, required = [] } = schema;
  const below = `${indent}  `;
  const members = Object.entries(properties).map(([key, part]) => {
    const isRequired = required.includes(key);
    const name = /^\w+$/.test(key) ? key : `'${key}'`;
    return `${comment(part, below)}${below}readonly ${name}${isRequired ? '' : '?'}: ${typeOf(part, below)}${isRequired ? '' : ' | undefined'};\n`;
  });
  if ('^x-' in patternProperties) members.push(`${below}readonly [extension: Extension]: unknown;\n`);
  if (typeof additionalProperties === 'object')
    members.push(`${below}readonly [name: string]: ${typeOf(additionalProperties, below)};\n`);
  return members.length === 0 ? 'Readonly<Record<string, unknown>>' : `{\n${members.join('')}${indent}}`;
}

const requiring = (type: string, keys: readonly string[]): string =>
  keys.length === 0 ? type : `${type} & { ${keys.map((key) => `readonly ${key}: {}`).join('; ')} }`;

const literal = (value: unknown): string => `'${String(value)}'`;
const union = (types: readonly string[]): string => [...new Set(types)].join(' | ') || 'unknown';
const inBrackets = (type: string): string => (/[|&]/.test(type) ? `(${type})` : type);

/** What editors show. */
function comment(schema: Schema, indent: string): string {
  const { description, default: standard, examples = [], deprecated, deprecationMessage } = schema;
  const lines = [
    ...(description === undefined ? [] : [description]),
    ...(standard === undefined ? [] : [`@default ${JSON.stringify(standard)}`]),
    ...examples.map((example) => `@example ${JSON.stringify(example)}`),
    ...(deprecated === true ? [`@deprecated ${deprecationMessage ?? ''}`.trimEnd()] : []),
  ].map((line) => line.replaceAll('*/', '*\\/'));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
