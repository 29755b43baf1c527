import type { Style } from './style.js';

const palette = [
  'cyan',
  'yellow',
  'green',
  'magenta',
  'blue',
  'brightCyan',
  'brightYellow',
  'brightGreen',
  'brightMagenta',
  'brightBlue',
] as const satisfies readonly Style[];

/**
 * A colour for each service, taken from its name so that it is the same tomorrow; the next free one where two
 * names ask for the same, as long as there are any.
 */
export class ServiceColors {
  private readonly given = new Map<string, Style>();

  of(service: string): Style {
    const known = this.given.get(service);
    if (known !== undefined) return known;
    const start = hash(service) % palette.length;
    const taken = new Set(this.given.values());
    const candidates = [...palette.slice(start), ...palette.slice(0, start)];
    const color = candidates.find((candidate) => !taken.has(candidate)) ?? candidates[0] ?? 'cyan';
    this.given.set(service, color);
    return color;
  }
}

/** FNV-1a, 32 bits: spreads names that differ in one letter. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
