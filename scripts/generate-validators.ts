/**
 * Makes code of schemas/compose.schema.json: the types of a document, and a validator, so that neither ajv nor the work of compiling is part of the
 * program. The result is ES module source without imports, which every bundler and test runner takes as it is.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { attributePlaces } from './schema/attribute-places.js';
import { documentTypes } from './schema/document-types.js';
import type { Schema } from './schema/schema.js';
import { withoutAnnotations } from './schema/without-annotations.js';

const schemaFile = new URL('../schemas/compose.schema.json', import.meta.url);
const folder = new URL('../src/config/generated/', import.meta.url);

const declaration = `import type { ErrorObject } from 'ajv';

declare const validate: {
  (document: unknown): boolean;
  errors?: ErrorObject[] | null;
};
export default validate;
`;

const schema: Schema = JSON.parse(await readFile(schemaFile, 'utf8'));

const ajv = new Ajv({
  allErrors: true,
  // Infinity and NaN are numbers in YAML, and text where numbers are read as text.
  strictNumbers: false,
  // The part of the schema around an error is what the message is made of.
  verbose: true,
  // A type can be a list of types, with keywords that apply to one of them only.
  strictTypes: false,
  allowUnionTypes: true,
  // The lengths of Unicode strings would need a run-time import; the schema has none.
  code: { source: true, esm: true },
});
const code = standaloneCode.default(ajv, ajv.compile(Object(withoutAnnotations(schema))));
if (/\brequire\(/.test(code)) {
  throw new Error('The validator needs a run-time import: a keyword of the schema is not self-contained.');
}

await mkdir(folder, { recursive: true });
await writeFile(new URL('validate-compose.js', folder), code);
await writeFile(new URL('validate-compose.d.ts', folder), declaration);
const places = JSON.stringify([...attributePlaces(schema)]);
await writeFile(
  new URL('attribute-places.ts', folder),
  `export const attributePlaces: ReadonlyMap<string, readonly string[]> = new Map(${places});\n`,
);
await writeFile(new URL('compose-document.ts', folder), documentTypes(schema));
