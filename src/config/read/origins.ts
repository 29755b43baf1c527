import type { SourceRange } from '../../diagnostics/source.js';
import type { Node } from '../node.js';
import { type Found, type Path, stepInto } from '../path.js';

/**
 * Which part of the files each object and list of the model was read from. Kept beside the model, so that the
 * model is plain data, and so that a list keeps its places when reading changed its length.
 */
export class Origins {
  readonly #nodes = new WeakMap<object, Node>();
  readonly #items = new WeakMap<object, readonly Node[]>();

  remember<Value extends object>(value: Value, node: Node): Value {
    this.#nodes.set(value, node);
    return value;
  }

  rememberList<Value extends object>(list: Value, node: Node, items: readonly Node[]): Value {
    this.#items.set(list, items);
    return this.remember(list, node);
  }

  placeOf(value: object): SourceRange | undefined {
    return this.#nodes.get(value)?.at;
  }

  /** The place of the part of `model` at `path`, or of the nearest part around it that was written somewhere. */
  locate(model: unknown, root: Node, path: Path): SourceRange {
    return this.trace(model, root, path).place;
  }

  /** The same, together with what the part was read from; undefined if that part itself is written nowhere. */
  trace(
    model: unknown,
    root: Node,
    path: Path,
  ): { readonly place: SourceRange; readonly node: Node | undefined } {
    let value = model;
    let node: Node | undefined = root;
    let place = root.at;
    for (const step of path) {
      const item: Node | undefined =
        typeof value === 'object' && value !== null && typeof step === 'number'
          ? this.#items.get(value)?.[step]
          : undefined;
      const found: Found | undefined = node && stepInto(node, step);
      value = valueAt(value, step);
      const own = typeof value === 'object' && value !== null ? this.#nodes.get(value) : undefined;
      node = own ?? item ?? found?.node;
      // What is not written anywhere itself, a default for example, belongs to what is around it.
      if (node === undefined) break;
      place = found?.node === node ? found.place : node.at;
    }
    return { place, node };
  }
}

function valueAt(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}
