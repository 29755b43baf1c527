import { isPlainKey, yamlScalar } from './write-scalar.js';

export interface YamlLayout {
  /** Two to nine spaces for each level. */
  readonly indent: string;
}

/**
 * Plain data and maps as docker compose writes YAML, to the byte: files that are kept in version control do not
 * change with the tool that prints them. Ends with a newline.
 */
export function writeYaml(value: unknown, layout: YamlLayout = { indent: '  ' }): string {
  return new Writer(layout.indent).document(value);
}

class Writer {
  readonly #step: string;

  constructor(step: string) {
    this.#step = step;
  }

  document(value: unknown): string {
    return hasContent(value) ? this.#block(value, '') : `${this.#inline(value, '')}\n`;
  }

  /** A collection with content, on lines of its own. */
  #block(value: object, indent: string): string {
    const parts = Array.isArray(value)
      ? value.map((item) => `${indent}- ${this.#behindMark(item, indent)}`)
      : entriesOf(value).map(([key, part]) => this.#entry(key, part, indent));
    return parts.join('');
  }

  #entry(key: string, value: unknown, indent: string): string {
    const text = this.#inline(key, indent + this.#step);
    return isPlainKey(key, text)
      ? `${indent}${text}:${this.#behindColon(value, indent)}`
      : `${indent}? ${text}\n${indent}: ${this.#behindMark(value, indent)}`;
  }

  #behindColon(value: unknown, indent: string): string {
    const below = indent + this.#step;
    return hasContent(value) ? `\n${this.#block(value, below)}` : ` ${this.#inline(value, below)}\n`;
  }

  /** The first line of a collection stands behind the mark, those below are in line with it. */
  #behindMark(value: unknown, indent: string): string {
    const below = `${indent}  `;
    return hasContent(value)
      ? this.#block(value, below).slice(below.length)
      : `${this.#inline(value, below)}\n`;
  }

  #inline(value: unknown, indent: string): string {
    if (Array.isArray(value)) return '[]';
    if (typeof value === 'object' && value !== null) return '{}';
    return yamlScalar(value, { lines: indent, step: this.#step.length });
  }
}

function hasContent(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : entriesOf(value)).length > 0;
}

function entriesOf(value: object): [string, unknown][] {
  return value instanceof Map ? [...value] : Object.entries(value);
}
