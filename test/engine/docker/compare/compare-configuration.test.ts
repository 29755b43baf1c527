import { describe, expect, it } from 'vitest';
import { compareConfiguration } from '../../../../src/engine/docker/compare/compare-configuration.js';
import { containerCreateBody } from '../../../../src/engine/docker/translate/container-create-body.js';
import { MadeContainers } from '../../../../src/execute/made-containers.js';
import { resolveTemplate } from '../../../../src/execute/resolve-template.js';
import type { ContainerSpec } from '../../../../src/model/container-spec.js';
import type { Service } from '../../../../src/model/project.js';
import { withProject } from '../../../attributes/part-at.js';
import type { Row } from '../../../attributes/row.js';
import { rows } from '../../../attributes/rows.js';
import { makeProject, nothing, plan } from '../../../plan/make-project.js';

const ofContainers = rows.filter(({ attributes }) =>
  attributes.some((attribute) => attribute.startsWith('services.')),
);

/** What an engine may have chosen or discarded by itself, so that its absence from a file is no difference. */
const neverTold = [
  'services.*.init',
  'services.*.ipc',
  'services.*.cgroup',
  'services.*.runtime',
  'services.*.isolation',
  'services.*.logging.driver',
  'services.*.mac_address',
  'services.*.oom_kill_disable',
  'services.*.networks.*.mac_address',
  'services.*.volumes.consistency',
  'services.*.volumes.type',
];

describe('a container compared with what it was made of', () => {
  it.each(ofContainers)('does not differ in $attributes', (row) => {
    const spec = specOf(row);
    const { told, asked } = compareConfiguration(spec, inspectOf(spec), image);
    expect(told).toEqual(asked);
  });

  it.each(ofContainers.filter(({ attributes }) => !attributes.some((one) => neverTold.includes(one))))(
    'differs in $attributes from one that does not say it',
    (row) => {
      const { told, asked } = compareConfiguration(
        specOf({ ...row, service: {} }),
        inspectOf(specOf(row)),
        image,
      );
      expect(told).not.toEqual(asked);
    },
  );

  const compare = (before: Partial<Service>, after: Partial<Service>, more: object = {}) =>
    compareConfiguration(
      specOf({ service: after }),
      { ...inspectOf(specOf({ service: before })), ...more },
      image,
    );

  it('is told what changed in the words of a service', () => {
    const { told, asked } = compare(
      {
        environment: { A: '1' },
        cap_add: ['NET_ADMIN'],
        healthcheck: { interval: '1m30s' },
        mem_limit: '67108864',
      },
      {
        environment: { A: '2' },
        cap_add: ['SYS_TIME'],
        healthcheck: { interval: '91s' },
        mem_limit: '134217728',
      },
    );
    expect(told).toMatchObject({
      environment: { A: '1' },
      cap_add: ['CAP_NET_ADMIN'],
      healthcheck: { interval: '1m30s' },
      mem_limit: '67108864',
    });
    expect(asked).toMatchObject({ environment: { A: '2' }, healthcheck: { interval: '1m31s' } });
  });

  it.each<[string, Partial<Service>, Partial<Service>]>([
    [
      'a mount in its other form',
      { volumes: [{ type: 'bind', source: '/a', target: '/b', bind: { create_host_path: true } }] },
      { volumes: [{ type: 'bind', source: '/a/', target: '/b' }] },
    ],
    [
      'capabilities in another order',
      { cap_add: ['NET_ADMIN', 'SYS_TIME'] },
      { cap_add: ['CAP_SYS_TIME', 'net_admin'] },
    ],
    [
      'a limit under its other name',
      { mem_limit: '67108864' },
      { deploy: { resources: { limits: { memory: '67108864' } } } },
    ],
    ['a variable that the image has', {}, { environment: { FROM_IMAGE: 'yes' } }],
    ['the command that the image has', {}, { command: ['sh'] }],
    [
      'a port whose protocol is written out',
      { ports: [{ target: 80 }] },
      { ports: [{ target: 80, protocol: 'TCP' }] },
    ],
  ])('does not differ by %s', (_what, before, after) => {
    const { told, asked } = compare(before, after);
    expect({ ...told, deploy: 0, mem_limit: 0 }).toEqual({ ...asked, deploy: 0, mem_limit: 0 });
  });

  it('differs when it is not known by the name of its service', () => {
    const spec = specOf({ service: {} });
    const inspect = inspectOf(spec);
    const networks = { app_default: { Aliases: ['app-web-1'] } };
    const { told, asked } = compareConfiguration(
      spec,
      { ...inspect, NetworkSettings: { Networks: networks } },
      image,
    );
    expect([told['networks'], asked['networks']]).toEqual([
      { app_default: null },
      { app_default: { aliases: ['web'] } },
    ]);
  });
});

const image = {
  Config: {
    Env: ['PATH=/bin', 'FROM_IMAGE=yes'],
    Cmd: ['sh'],
    Labels: { from: 'image' },
    WorkingDir: '/srv',
    Volumes: { '/carried': {} },
  },
};

function specOf({ service, project = {} }: Pick<Row, 'service' | 'project'>): ContainerSpec {
  const parts = withProject(project, 'app');
  const all = makeProject(
    { web: withProject(service, 'app') },
    { ...parts, networks: { default: { name: 'app_default' }, ...parts.networks } },
  );
  const { nodes } = plan(all, { ...nothing, images: { busybox: { id: 'sha256:one', tags: [] } } });
  const [spec] = nodes.flatMap(({ operation }) =>
    operation.kind === 'create-container'
      ? [resolveTemplate(operation.template, new MadeContainers(), 'sha256:one')]
      : [],
  );
  if (spec === undefined) throw new Error('no container is made');
  return spec;
}

/** As an engine tells of a container: with what its image has and what it chooses itself. */
function inspectOf(spec: ContainerSpec): Record<string, unknown> {
  const body = JSON.parse(JSON.stringify(containerCreateBody(spec, '1.51')));
  const { HostConfig: host, NetworkingConfig: networking, ...config } = body;
  const memory: number = host.Memory ?? 0;
  return {
    Id: 'c'.repeat(64),
    Name: `/${spec.name}`,
    State: { Running: true },
    Config: {
      Hostname: 'c'.repeat(12),
      ...config,
      Env: [...image.Config.Env, ...config.Env],
      Cmd: config.Cmd ?? (config.Entrypoint ? null : image.Config.Cmd),
      Labels: { ...image.Config.Labels, ...config.Labels },
      WorkingDir: config.WorkingDir ?? image.Config.WorkingDir,
      Volumes: image.Config.Volumes,
    },
    HostConfig: {
      IpcMode: 'private',
      CgroupnsMode: 'host',
      Runtime: 'runc',
      ShmSize: 67108864,
      LogConfig: { Type: 'json-file', Config: {} },
      MemorySwap: 2 * memory,
      PidsLimit: null,
      ...host,
      RestartPolicy: {
        Name: host.RestartPolicy.Name || 'no',
        MaximumRetryCount: host.RestartPolicy.MaximumRetryCount,
      },
      OomKillDisable: null,
    },
    NetworkSettings: {
      Networks: Object.fromEntries(
        Object.entries(networking.EndpointsConfig).map(([name, endpoint]) => [
          name,
          {
            IPAddress: '10.0.0.2',
            ...Object(endpoint),
            MacAddress: Object(endpoint).MacAddress ?? '02:00:00:00:00:01',
          },
        ]),
      ),
    },
  };
}
