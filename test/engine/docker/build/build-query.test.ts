import { describe, expect, it } from 'vitest';
import { buildQuery } from '../../../../src/engine/docker/build/build-query.js';

describe('the request for a build', () => {
  it('passes arguments that have a value, and all tags', () => {
    const definition = {
      args: { A: '1', B: null },
      labels: { mine: 'x' },
      extra_hosts: ['a=1.2.3.4'],
    };
    expect(
      buildQuery({ definition, names: ['app:1', 'app:2'], labels: { ours: 'y' } }, 'Dockerfile'),
    ).toMatchObject({
      t: ['app:1', 'app:2'],
      buildargs: '{"A":"1"}',
      labels: '{"mine":"x","ours":"y"}',
      extrahosts: ['a:1.2.3.4'],
      dockerfile: 'Dockerfile',
    });
  });
});
