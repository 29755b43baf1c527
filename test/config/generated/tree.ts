/** A document as a generator makes it: plain data, and wrappers for what YAML can say beyond that. */
export type Tree =
  | string
  | number
  | boolean
  | null
  | Plain
  | Tagged
  | Anchored
  | Alias
  | readonly Tree[]
  | { readonly [key: string]: Tree };

/** Written as it is, without quotes: `0x1F`, `1_024`, `yes`. */
export class Plain {
  constructor(readonly text: string) {}
}

/** `!reset value` */
export class Tagged {
  constructor(
    readonly tag: string,
    readonly value: Tree,
  ) {}
}

/** `&name value` */
export class Anchored {
  constructor(
    readonly name: string,
    readonly value: Tree,
  ) {}
}

/** `*name` */
export class Alias {
  constructor(readonly name: string) {}
}

export type Mapping = { readonly [key: string]: Tree };

export function isMapping(tree: Tree): tree is Mapping {
  return typeof tree === 'object' && tree !== null && !isList(tree) && !isWrapper(tree);
}

export function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

function isWrapper(tree: Tree): tree is Plain | Tagged | Anchored | Alias {
  return tree instanceof Plain || tree instanceof Tagged || tree instanceof Anchored || tree instanceof Alias;
}

const simple = /^[A-Za-z/][A-Za-z0-9_/.-]*$/;
const words = /^(?:null|true|false)$/i;

/** The document as YAML: blocks down to the depth that is asked for, one line below it. */
export function yamlText(tree: Tree, blockDepth: number): string {
  return `${block(tree, '', blockDepth).replace(/^\n/, '')}\n`;
}

/** Begins with a space or a line break: what comes after `key:` or `-`. */
function block(tree: Tree, indent: string, depth: number): string {
  if (tree instanceof Tagged) return ` ${tree.tag}${block(tree.value, indent, depth)}`;
  if (tree instanceof Anchored) return ` &${tree.name}${block(tree.value, indent, depth)}`;
  if (depth === 0 || isWrapper(tree) || typeof tree !== 'object' || tree === null) return ` ${flow(tree)}`;
  if (isList(tree)) {
    if (tree.length === 0) return ' []';
    return tree.map((item) => `\n${indent}-${block(item, `${indent}  `, depth - 1)}`).join('');
  }
  const keys = Object.keys(tree);
  if (keys.length === 0) return ' {}';
  return keys
    .map((key) => `\n${indent}${scalar(key)}:${block(tree[key] ?? null, `${indent}  `, depth - 1)}`)
    .join('');
}

function flow(tree: Tree): string {
  if (tree instanceof Plain) return tree.text;
  if (tree instanceof Alias) return `*${tree.name}`;
  if (tree instanceof Tagged) return `${tree.tag} ${flow(tree.value)}`;
  if (tree instanceof Anchored) return `&${tree.name} ${flow(tree.value)}`;
  if (typeof tree === 'string') return scalar(tree);
  if (typeof tree !== 'object' || tree === null) return String(tree);
  if (isList(tree)) return `[${tree.map(flow).join(', ')}]`;
  return `{ ${Object.keys(tree)
    .map((key) => `${scalar(key)} : ${flow(tree[key] ?? null)}`)
    .join(', ')} }`;
}

function scalar(text: string): string {
  const plain = text === '<<' || (simple.test(text) && !words.test(text));
  return plain ? text : JSON.stringify(text);
}
