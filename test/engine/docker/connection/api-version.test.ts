import { describe, expect, it } from 'vitest';
import { atLeast, negotiateApiVersion } from '../../../../src/engine/docker/connection/api-version.js';

describe('the API version', () => {
  it.each([
    ['1.41', '1.41'],
    ['1.47', '1.47'],
    ['1.51', '1.51'],
    ['1.60', '1.51'],
    ['2.0', '1.51'],
  ])('with an engine that offers %s is %s', (offered, expected) => {
    expect(negotiateApiVersion(offered)).toBe(expected);
  });

  it('of an engine before Docker 20.10 is refused', () => {
    expect(() => negotiateApiVersion('1.40')).toThrow(
      expect.objectContaining({ failure: { kind: 'api-too-old', needed: '1.41', offered: '1.40' } }),
    );
  });

  it('is compared as numbers, not as text', () => {
    expect(atLeast('1.100', '1.44')).toBe(true);
    expect(atLeast('1.9', '1.44')).toBe(false);
  });
});
