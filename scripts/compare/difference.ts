import type { Verdict } from './docker-compose.js';

export interface Difference {
  /** The same for differences that have, as far as one can tell, the same cause. */
  readonly kind: string;
  readonly detail: string;
}

export const differentHashes = 'different hashes';

/** Undefined: the two agree. */
export function differenceOf(compose: Verdict, stack: Verdict): Difference | undefined {
  if (stack.kind === 'crashed') return { kind: `crash: ${firstLine(stack.reason)}`, detail: stack.reason };
  if (compose.kind === 'crashed') return undefined;
  if (compose.kind === 'refused') {
    if (stack.kind === 'refused') return undefined;
    return { kind: `wrongly accepted: ${general(compose.reason)}`, detail: compose.reason };
  }
  if (stack.kind === 'refused') {
    return { kind: `wrongly refused: ${general(firstLine(stack.reason))}`, detail: stack.reason };
  }
  if (compose.json !== stack.json) return differentModels(compose.json, stack.json);
  if (compose.hashes !== stack.hashes)
    return { kind: differentHashes, detail: `docker compose:\n${compose.hashes}\nstack:\n${stack.hashes}` };
  return undefined;
}

function differentModels(composeText: string, stackText: string): Difference {
  const compose: unknown = JSON.parse(composeText);
  const stack: unknown = JSON.parse(stackText);
  const found = firstDifference(compose, stack, []);
  if (found === undefined) return { kind: 'different print', detail: `${composeText}\n---\n${stackText}` };
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return {
    kind: `different model: ${general(found.path.map((step) => (typeof step === 'number' ? '[]' : step)).join('.'))}`,
    detail: `${found.path.join('.')}\n  docker compose: ${show(found.compose)}\n  stack:          ${show(found.stack)}`,
  };
}

interface Found {
  readonly path: readonly (string | number)[];
  readonly compose: unknown;
  readonly stack: unknown;
}

function firstDifference(
  compose: unknown,
  stack: unknown,
  path: readonly (string | number)[],
): Found | undefined {
  const here = { path, compose, stack };
  if (Array.isArray(compose) && Array.isArray(stack)) {
    if (compose.length !== stack.length) return here;
    return compose
      .map((item, index) => firstDifference(item, stack[index], [...path, index]))
      .find((found) => found !== undefined);
  }
  if (isRecord(compose) && isRecord(stack)) {
    const keys = Object.keys(compose);
    const order = keys.join('\n') === Object.keys(stack).join('\n');
    const below = [...new Set([...keys, ...Object.keys(stack)])]
      .map((key) => firstDifference(compose[key], stack[key], [...path, key]))
      .find((found) => found !== undefined);
    return below ?? (order ? undefined : here);
  }
  return Object.is(compose, stack) ? undefined : here;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** Without what differs from one project to the next: names, numbers, quoted values. */
export function general(text: string): string {
  return text
    .replaceAll(/\/tmp\/\S*?\/project/g, '')
    .replaceAll(/"[^"]*"|`[^`]*`|'[^']*'/g, '"…"')
    .replaceAll(
      /\b(?:web|db|job|w\.x|front|back|data|cache|conf|motd|key|pass|llm|small|base[12]|inc[12])\b/g,
      '*',
    )
    .replaceAll(/\d+/g, '0')
    .slice(0, 200);
}
