/**
 * The `x-*` keys of a part of the model below the top level. Under a symbol: copies of the part keep them, while
 * nothing that goes through its attributes, to compare or to store them, comes across them.
 */
export const extensionKeys: unique symbol = Symbol('x-*');

export interface Extended {
  readonly [extensionKeys]?: Readonly<Record<string, unknown>>;
}
