import { describe, expect, test } from 'vitest';
import { type ConfigFlags, leftOut, printed } from '../../src/cli/commands/config-flags.js';

const none: ConfigFlags = {
  diagnostics: 'text',
  interpolate: true,
  normalize: true,
  pathResolution: true,
  consistency: true,
  envResolution: true,
};

describe('the flags of config', () => {
  test('print the whole model when none of them says otherwise', () => {
    expect(printed(none)).toBe('model');
    expect(leftOut(none)).toEqual([]);
  });

  test('heed names of services before anything else', () => {
    expect(printed({ ...none, services: true, hash: '*', images: true, interpolate: false })).toBe(
      'services',
    );
  });

  test('read the environment files of services for the model, not for names and hashes', () => {
    expect(leftOut({ ...none, hash: '*' })).toEqual(['environment files']);
    expect(leftOut({ ...none, images: true })).toEqual(['environment files']);
  });

  test('leave out each phase that they name', () => {
    const flags = {
      ...none,
      normalize: false,
      pathResolution: false,
      consistency: false,
      envResolution: false,
    };
    expect(leftOut(flags)).toEqual(['paths', 'defaults', 'checks', 'environment files']);
  });
});
