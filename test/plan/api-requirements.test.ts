import { describe, expect, it } from 'vitest';
import { selectServices } from '../../src/graph/select-services.js';
import type { Project } from '../../src/model/project.js';
import { checkApis, neededApis } from '../../src/plan/api-requirements.js';
import { makeProject } from './make-project.js';

function problems(project: Project, api: string): readonly string[] {
  const selection = selectServices(project, { names: [], withDependencies: true });
  if (!selection.ok) throw new Error('no selection');
  return checkApis(neededApis({ selection: selection.value }), api, () => undefined).map(
    ({ message }) => message,
  );
}

describe('an attribute that the engine is too old for', () => {
  const project = makeProject(
    {
      web: {
        healthcheck: { test: ['CMD', 'true'], start_interval: '1s' },
        networks: { default: { interface_name: 'lan0', mac_address: 'x' }, other: { mac_address: 'y' } },
        volumes: [{ type: 'volume', source: 'data', target: '/data', volume: { subpath: 'in' } }],
      },
    },
    { networks: { default: { name: 'd', enable_ipv4: false }, other: { name: 'o' } } },
  );

  it('is refused at its place, with the engine that knows it', () => {
    expect(problems(project, '1.43')).toEqual([
      'services.web.healthcheck.start_interval needs Docker 25.0 or newer (API 1.44); this engine speaks API 1.43',
      'services.web.networks.other.mac_address needs Docker 25.0 or newer (API 1.44); this engine speaks API 1.43',
      'services.web.volumes.0.volume.subpath needs Docker 26.0 or newer (API 1.45); this engine speaks API 1.43',
      'services.web.networks.default.interface_name needs Docker 28.1 or newer (API 1.49); this engine speaks API 1.43',
      'networks.default.enable_ipv4 needs Docker 28.0 or newer (API 1.48); this engine speaks API 1.43',
    ]);
  });

  it('is no matter to an engine that knows it', () => {
    expect(problems(project, '1.49')).toEqual([]);
  });

  it('asks for nothing where the files say nothing new', () => {
    expect(problems(makeProject({ web: { cap_add: ['ALL'] } }), '1.41')).toEqual([]);
  });
});
