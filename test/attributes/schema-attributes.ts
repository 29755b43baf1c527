import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const schema: Schema & { readonly definitions: Readonly<Record<string, Schema>> } = JSON.parse(
  readFileSync(new URL('../../schemas/compose.schema.json', import.meta.url), 'utf8'),
);

/** `services.*.ports.target` for every attribute that has none below it. */
function attributes(part: Schema, path: readonly string[] = []): string[] {
  const whole = resolve(part);
  const below = [
    ...Object.entries(whole.properties ?? {}).flatMap(([key, value]) => attributes(value, [...path, key])),
    ...(whole.items ? attributes(whole.items, path).filter((found) => found !== path.join('.')) : []),
    ...(typeof whole.additionalProperties === 'object'
      ? attributes(whole.additionalProperties, [...path, '*']).filter((found) => !found.endsWith('*'))
      : []),
  ];
  return below.length > 0 ? below : [path.join('.')];
}

function resolve(part: Schema): Schema {
  const name = (part.$ref ?? part.allOf?.[0]?.$ref)?.slice('#/definitions/'.length);
  return name === undefined ? part : { ...schema.definitions[name], ...part };
}

export function prefixes(path: string): string[] {
  const steps = path.split('.');
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}

export const schemaAttributes = (): readonly string[] => attributes(schema);
