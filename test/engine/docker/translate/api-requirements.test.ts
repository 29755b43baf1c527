import { describe, expect, it } from 'vitest';
import { checkApiRequirements } from '../../../../src/engine/docker/translate/api-requirements.js';
import { makeSpec } from './make-spec.js';

describe('an attribute that the engine is too old for', () => {
  const spec = makeSpec({ healthcheck: { test: ['CMD', 'true'], start_interval: '1s' } });

  it('is refused by name rather than dropped', () => {
    expect(() => checkApiRequirements(spec, '1.43')).toThrow(
      /healthcheck\.start_interval needs Docker 25\.0/,
    );
  });

  it('is accepted by an engine that knows it', () => {
    expect(() => checkApiRequirements(spec, '1.44')).not.toThrow();
  });
});
