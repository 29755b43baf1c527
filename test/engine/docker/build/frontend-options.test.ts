import { describe, expect, it } from 'vitest';
import {
  cacheEntry,
  entitlementsOf,
  frontendOptions,
  isRemote,
} from '../../../../src/engine/docker/build/frontend-options.js';
import type { Build } from '../../../../src/model/project.js';

const optionsOf = (
  definition: Build,
  names: Partial<Parameters<typeof frontendOptions>[1]> = {},
  facts: Parameters<typeof frontendOptions>[2] = {},
) =>
  frontendOptions({ definition, names: ['app:1'], labels: { ours: 'y' } }, { folders: {}, ...names }, facts);

describe('what the Dockerfile frontend is told', () => {
  it('arguments that have a value, labels, limits and hosts', () => {
    expect(
      optionsOf(
        {
          args: { A: '1', B: null },
          labels: { mine: 'x' },
          extra_hosts: ['a=1.2.3.4', 'host=host-gateway'],
          ulimits: { nproc: 5, nofile: { soft: 1, hard: 2 } },
          no_cache: true,
          pull: true,
        },
        { dockerfile: 'My.Dockerfile' },
        { hostGateway: '172.17.0.1' },
      ),
    ).toEqual({
      filename: 'My.Dockerfile',
      'build-arg:A': '1',
      'label:mine': 'x',
      'label:ours': 'y',
      'add-hosts': 'a=1.2.3.4,host=172.17.0.1',
      ulimit: 'nproc=5:5,nofile=1:2',
      'no-cache': '',
      'image-resolve-mode': 'pull',
    });
  });

  it('where contexts are: folders in the session, everything else for the builder to find', () => {
    const definition = {
      context: 'https://x.test/a.git#main',
      dockerfile_inline: 'FROM a',
      additional_contexts: { tools: '/tools', base: 'docker-image://app:2' },
    };
    expect(optionsOf(definition, { dockerfile: 'Dockerfile', folders: { tools: 'named-0' } })).toMatchObject({
      context: 'https://x.test/a.git#main',
      dockerfilekey: 'dockerfile',
      'context:tools': 'local:named-0',
      'context:base': 'docker-image://app:2',
    });
  });

  it('attestations only where they are wanted', () => {
    expect(optionsOf({ provenance: 'false', sbom: '' })).toEqual({
      'label:ours': 'y',
      'image-resolve-mode': 'local',
    });
    expect(optionsOf({ provenance: 'true', sbom: 'generator=x' })).toMatchObject({
      'attest:provenance': 'mode=min',
      'attest:sbom': 'generator=x',
    });
  });

  it.each(['https://x.test/a.git#main:sub', 'git@x.test:a.git', 'github.com/a/b', 'ssh://git@x.test/a'])(
    'the builder itself fetches %s',
    (context) => {
      expect(isRemote(context)).toBe(true);
    },
  );

  it('a cache is a reference, or a type with attributes', () => {
    expect(cacheEntry('app:cache')).toEqual({ type: 'registry', attributes: { ref: 'app:cache' } });
    expect(cacheEntry('type=local,dest=/a=b,mode=max')).toEqual({
      type: 'local',
      attributes: { dest: '/a=b', mode: 'max' },
    });
  });

  it('what goes beyond the ordinary has to be said', () => {
    expect(entitlementsOf({ privileged: true, network: 'host', entitlements: ['network.host'] })).toEqual([
      'network.host',
      'security.insecure',
    ]);
    expect(entitlementsOf({ network: 'none' })).toEqual([]);
  });
});
