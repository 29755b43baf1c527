import { closestName } from '../../diagnostics/closest-name.js';
import type { Path } from '../path.js';

export type FoundPart =
  | { readonly kind: 'found'; readonly path: Path; readonly value: unknown }
  | {
      readonly kind: 'absent';
      /** How far the path leads. */
      readonly within: Path;
      /** What it says after that. */
      readonly rest: string;
      readonly keys: readonly string[];
      /** The key that was most likely meant. */
      readonly meant: string | undefined;
    };

/**
 * The part of a model that a person names: `services.web.ports[0]`. A key may hold dots (`labels.com.example.a`):
 * of those that fit the longest is taken. Quotes and brackets are understood too (`labels["com.example.a"]`).
 */
export function findPart(model: unknown, text: string): FoundPart {
  const path: (string | number)[] = [];
  let value = model;
  let rest = text;
  while (rest !== '') {
    const step = nextStep(value, rest);
    if (step === undefined) {
      const keys = keysOf(value);
      const name = /^[^.[]*/.exec(rest)?.[0] ?? rest;
      return { kind: 'absent', within: path, rest, keys, meant: closestName(name, keys) };
    }
    path.push(step.key);
    value = Reflect.get(Object(value), step.key);
    rest = step.rest;
  }
  return { kind: 'found', path, value };
}

interface Step {
  readonly key: string | number;
  readonly rest: string;
}

function nextStep(value: unknown, text: string): Step | undefined {
  const quoted = /^\[(["'])(.*?)\1\]\.?/.exec(text);
  if (quoted?.[2] !== undefined) {
    return keysOf(value).includes(quoted[2])
      ? { key: quoted[2], rest: text.slice(quoted[0].length) }
      : undefined;
  }
  if (Array.isArray(value)) {
    const index = /^(?:\[(\d+)\]|(\d+)(?=[.[]|$))\.?/.exec(text);
    const key = Number(index?.[1] ?? index?.[2]);
    return index && key < value.length ? { key, rest: text.slice(index[0].length) } : undefined;
  }
  const fits = keysOf(value).filter((key) => text.startsWith(key) && /^[.[]|^$/.test(text.slice(key.length)));
  const [longest] = fits.sort((a, b) => b.length - a.length);
  return longest === undefined
    ? undefined
    : { key: longest, rest: text.slice(longest.length).replace(/^\./, '') };
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
