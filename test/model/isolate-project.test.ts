import { describe, expect, it } from 'vitest';
import { isolateProject } from '../../src/model/isolate-project.js';
import { projectName } from '../../src/model/names.js';
import type { Project } from '../../src/model/project.js';
import { makeProject } from '../plan/make-project.js';

const copyOf = (
  services: Parameters<typeof makeProject>[0],
  parts: Partial<Project> = {},
  name = 'app-one',
) => isolateProject(makeProject(services, { name: projectName(name), ...parts }));

describe('a copy of a project', () => {
  it('has names of its own for what its files name, and shares what is external', () => {
    const copy = copyOf(
      { web: { container_name: 'web' } },
      {
        networks: { back: { name: 'back' }, shared: { name: 'shared', external: true } },
        volumes: { data: { name: 'app-one_data' }, named: { name: 'named' } },
      },
    );
    expect(copy.services['web']?.container_name).toBe('app-one-web');
    expect(copy.networks).toEqual({
      back: { name: 'app-one_back' },
      shared: { name: 'shared', external: true },
    });
    expect(copy.volumes).toEqual({ data: { name: 'app-one_data' }, named: { name: 'app-one_named' } });
  });

  it('asks for the first free of some ports where its files have a fixed one, the same ones each time', () => {
    const ports = [
      { target: 80, published: '8080', host_ip: '127.0.0.1' },
      { target: 81, published: '9000-9010' },
      { target: 82 },
    ];
    const of = (name: string) => copyOf({ web: { ports } }, {}, name).services['web']?.ports ?? [];
    for (const { published = '' } of of('app-one').slice(0, 2)) {
      const [first = 0, last = 0] = published.split('-').map(Number);
      expect(last - first).toBe(99);
      expect(first).toBeGreaterThanOrEqual(20_000);
      expect(last).toBeLessThanOrEqual(32_767);
    }
    expect(of('app-one')[0]?.host_ip).toBe('127.0.0.1');
    expect(of('app-one')[2]).toEqual({ target: 82 });
    expect(of('app-one')).toEqual(of('app-one'));
    expect(of('app-one')).not.toEqual(of('app-two'));
  });

  it('lets the engine choose addresses, which two copies could not both have', () => {
    const copy = copyOf(
      { web: { networks: { back: { ipv4_address: '10.9.0.5', aliases: ['here'] }, other: null } } },
      { networks: { back: { name: 'back', ipam: { driver: 'x', config: [{ subnet: '10.9.0.0/24' }] } } } },
    );
    expect(copy.services['web']?.networks).toEqual({ back: { aliases: ['here'] }, other: null });
    expect(copy.networks['back']).toEqual({ name: 'app-one_back', ipam: { driver: 'x' } });
  });

  it('builds images of its own, also for services that only use them', () => {
    const build = { context: '/app', tags: ['shop/api:1'] };
    const copy = copyOf({
      api: { image: 'shop/api', build },
      worker: { image: 'shop/api' },
      db: { image: 'postgres' },
    });
    expect(Object.values(copy.services).map(({ image }) => image)).toEqual([
      'app-one-api',
      'app-one-api',
      'postgres',
    ]);
    expect(copy.services['api']?.build).toEqual({ context: '/app' });
  });
});
