import { describe, expect, it } from 'vitest';
import { discover } from '../../../../src/engine/docker/discovery/discover.js';
import type { Endpoint } from '../../../../src/engine/docker/discovery/endpoint.js';
import { EngineError } from '../../../../src/engine/engine-error.js';

const homeDir = '/home/me';

/** An attempt that succeeds at these addresses and finds nothing elsewhere. */
function answeringAt(...addresses: readonly string[]) {
  const tried: string[] = [];
  const attempt = async ({ address }: Endpoint): Promise<string> => {
    tried.push(address);
    if (addresses.includes(address)) return address;
    throw new EngineError('nothing listens', { kind: 'unreachable', tried: [] });
  };
  return { tried, attempt };
}

describe('discovery', () => {
  it('takes the first socket that answers and tries no further', async () => {
    const { tried, attempt } = answeringAt('unix:///home/me/.docker/run/docker.sock');
    expect(await discover({ env: {}, homeDir }, attempt)).toBe('unix:///home/me/.docker/run/docker.sock');
    expect(tried).toEqual(['unix:///var/run/docker.sock', 'unix:///home/me/.docker/run/docker.sock']);
  });

  it('does not fall back to another engine when DOCKER_HOST does not answer', async () => {
    const { tried, attempt } = answeringAt('unix:///var/run/docker.sock');
    const env = { DOCKER_HOST: 'unix:///x.sock' };
    await expect(discover({ env, homeDir }, attempt)).rejects.toMatchObject({
      message: 'no Docker Engine answers at unix:///x.sock (DOCKER_HOST)',
      failure: { kind: 'unreachable', tried: ['unix:///x.sock (DOCKER_HOST): nothing listens'] },
    });
    expect(tried).toEqual(['unix:///x.sock']);
  });

  it('lists everything it tried when nothing answers, and how each answered', async () => {
    const { attempt } = answeringAt();
    await expect(discover({ env: {}, homeDir }, attempt)).rejects.toMatchObject({
      failure: {
        kind: 'unreachable',
        tried: expect.arrayContaining([
          'unix:///var/run/docker.sock: nothing listens',
          'unix:///run/podman/podman.sock: nothing listens',
        ]),
      },
    });
  });

  it('stops at an engine that answers but is too old', async () => {
    const tooOld = new EngineError('too old', { kind: 'api-too-old', needed: '1.41', offered: '1.24' });
    const attempt = async (): Promise<never> => {
      throw tooOld;
    };
    await expect(discover({ env: {}, homeDir }, attempt)).rejects.toBe(tooOld);
  });
});
