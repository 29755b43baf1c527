/** Those of the engine, if nobody asks for others. */
export const defaultDetachKeys = 'ctrl-p,ctrl-q';

/**
 * What a terminal sends for keys that are written as the engine takes them: `ctrl-p,ctrl-q`, `ctrl-@`, `x`. Undefined
 * when they are not.
 */
export function detachSequence(keys: string): readonly number[] | undefined {
  const codes = keys.split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
    return control === undefined ? undefined : control.toUpperCase().charCodeAt(0) - 64;
  });
  return codes.every((code) => code !== undefined) ? codes : undefined;
}

/** Watches for keys in a row, however they are cut into pieces. */
export class KeyWatch {
  #matched = 0;
  #seen = false;

  constructor(private readonly sequence: readonly number[]) {}

  /** Whether all of them have been pressed in a row. */
  get seen(): boolean {
    return this.#seen;
  }

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte !== this.sequence[this.#matched]) this.#matched = 0;
      if (byte === this.sequence[this.#matched]) this.#matched += 1;
      if (this.#matched === this.sequence.length) this.#seen = true;
    }
  }
}
