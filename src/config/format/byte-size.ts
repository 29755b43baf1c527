const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?) ?([kmgtp]?)(?:i?b)?$/i;
const powers = 'kmgtp';

/**
 * Bytes of a size such as `64m`, `1.5 GB` or `10kib`; every unit counts 1024. Undefined if it is not a size, or one
 * that nothing can have.
 */
export function parseByteSize(text: string): bigint | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [, digits = '', unit = ''] = found;
  const power = unit === '' ? 0 : powers.indexOf(unit.toLowerCase()) + 1;
  const bytes = Math.trunc(Number(digits) * 1024 ** power);
  return bytes >= 0 && bytes < 2 ** 63 ? BigInt(bytes) : undefined;
}
