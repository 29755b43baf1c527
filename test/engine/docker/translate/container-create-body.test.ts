import { describe, expect, it } from 'vitest';
import {
  containerCreateBody,
  networksToConnect,
} from '../../../../src/engine/docker/translate/container-create-body.js';
import { containerId } from '../../../../src/model/names.js';
import { makeSpec } from './make-spec.js';

const api = '1.51';
const hostConfig = (...spec: Parameters<typeof makeSpec>) =>
  containerCreateBody(makeSpec(...spec), api).HostConfig;

describe('the request for a container', () => {
  it('leaves to the image what the file does not say, and clears what it empties', () => {
    expect(containerCreateBody(makeSpec(), api)).toMatchObject({ Cmd: undefined, Entrypoint: undefined });
    expect(containerCreateBody(makeSpec({ command: [], entrypoint: [] }), api)).toMatchObject({
      Cmd: [],
      Entrypoint: [],
    });
  });

  it('takes a variable without a value away from the image', () => {
    const { Env } = containerCreateBody(makeSpec({ environment: { A: '1', B: '', C: null } }), api);
    expect(Env).toEqual(['A=1', 'B=', 'C']);
  });

  it('counts times in the units of the engine', () => {
    const healthcheck = {
      test: ['CMD', 'true'],
      interval: '1.5s',
      timeout: '1m0s',
      start_period: '0s',
      retries: 3,
    };
    expect(containerCreateBody(makeSpec({ healthcheck, stop_grace_period: '1m5s' }), api)).toMatchObject({
      Healthcheck: { Test: ['CMD', 'true'], Interval: 1.5e9, Timeout: 60e9, StartPeriod: 0, Retries: 3 },
      StopTimeout: 65,
    });
  });

  it('switches a health check of the image off', () => {
    const { Healthcheck } = containerCreateBody(makeSpec({ healthcheck: { disable: true } }), api);
    expect(Healthcheck).toEqual({ Test: ['NONE'] });
  });

  it('binds ports by target, and passes ranges on', () => {
    const ports = [
      { target: 80, published: '8000-8002' },
      { target: 80, published: '9000', host_ip: '127.0.0.1' },
      { target: 53, protocol: 'udp' },
    ];
    const body = containerCreateBody(makeSpec({ ports, expose: ['3000-3001', '99/udp'] }), api);
    expect(body.HostConfig.PortBindings).toEqual({
      '80/tcp': [
        { HostIp: '', HostPort: '8000-8002' },
        { HostIp: '127.0.0.1', HostPort: '9000' },
      ],
      '53/udp': [{ HostIp: '', HostPort: '' }],
    });
    expect(Object.keys(body.ExposedPorts ?? {}).sort()).toEqual(
      ['80/tcp', '53/udp', '3000-3001', '99/udp'].sort(),
    );
  });

  it('gives the limits of deploy before those of the service', () => {
    expect(
      hostConfig({
        mem_limit: '1000',
        cpus: 2,
        pids_limit: 5,
        deploy: { resources: { limits: { memory: '2000', cpus: 0.1 }, reservations: { memory: '500' } } },
        ulimits: { nofile: { soft: 1, hard: 2 }, nproc: 3 },
      }),
    ).toMatchObject({
      Memory: 2000,
      MemoryReservation: 500,
      NanoCpus: 100_000_000,
      PidsLimit: 5,
      Ulimits: [
        { Name: 'nofile', Soft: 1, Hard: 2 },
        { Name: 'nproc', Soft: 3, Hard: 3 },
      ],
    });
  });

  it.each([
    [{ restart: 'unless-stopped' }, 'unless-stopped', 0],
    [{ restart: 'on-failure:3' }, 'on-failure', 3],
    [
      { restart: 'no', deploy: { restart_policy: { condition: 'on-failure', max_attempts: 2 } } },
      'on-failure',
      2,
    ],
    [{ deploy: { restart_policy: { condition: 'any', max_attempts: 2 } } }, 'always', 0],
    [{ restart: 'always', deploy: { restart_policy: {} } }, '', 0],
    [{ deploy: { restart_policy: { condition: 'none' } } }, 'no', 0],
    [{}, '', 0],
  ])('asks for the restart policy of %j', (service, Name, MaximumRetryCount) => {
    expect(hostConfig(service).RestartPolicy).toEqual({ Name, MaximumRetryCount });
  });

  it('mounts in the short form unless that form cannot say it', () => {
    const { Binds, Mounts } = hostConfig(
      {},
      {
        mounts: [
          { type: 'bind', source: '/src', target: '/a', bind: { create_host_path: true } },
          {
            type: 'bind',
            source: '/src',
            target: '/b',
            read_only: true,
            bind: { selinux: 'z', create_host_path: true },
          },
          { type: 'bind', source: '/src', target: '/c', bind: {} },
          { type: 'volume', source: 'app_data', target: '/d', volume: {} },
          { type: 'volume', source: 'app_data', target: '/e', volume: { nocopy: true } },
          { type: 'volume', target: '/f' },
          { type: 'tmpfs', target: '/g', tmpfs: { size: '1024', mode: 0o700 } },
          { type: 'image', source: 'busybox', target: '/h', image: { subpath: 'etc' } },
        ],
      },
    );
    expect(Binds).toEqual(['/src:/a:rw', '/src:/b:ro,z', 'app_data:/d:rw']);
    expect(JSON.parse(JSON.stringify(Mounts))).toEqual([
      { Type: 'bind', Source: '/src', Target: '/c', BindOptions: {} },
      { Type: 'volume', Source: 'app_data', Target: '/e', VolumeOptions: { NoCopy: true } },
      { Type: 'volume', Target: '/f' },
      { Type: 'tmpfs', Target: '/g', TmpfsOptions: { SizeBytes: 1024, Mode: 0o700 } },
      { Type: 'image', Source: 'busybox', Target: '/h', ImageOptions: { Subpath: 'etc' } },
    ]);
  });

  it('names other containers by id, links by name, keeping volumes read-only where the file says so', () => {
    const target = containerId('abc');
    expect(
      hostConfig(
        {},
        {
          networkMode: { kind: 'container', target },
          pidMode: { kind: 'engine', value: 'host' },
          volumesFrom: [
            { target, readOnly: true },
            { target, readOnly: false },
          ],
          links: [{ container: 'app-db-1', alias: 'db' }],
        },
      ),
    ).toMatchObject({
      NetworkMode: 'container:abc',
      PidMode: 'host',
      VolumesFrom: ['abc:ro', 'abc'],
      Links: ['app-db-1:db'],
    });
  });

  it('spells capabilities as the kernel does, and hosts as the engine does', () => {
    expect(
      hostConfig({
        cap_add: ['net_admin', 'CAP_NET_ADMIN'],
        cap_drop: ['all'],
        extra_hosts: ['a=1.2.3.4', 'b=::1'],
      }),
    ).toMatchObject({ CapAdd: ['CAP_NET_ADMIN'], CapDrop: ['ALL'], ExtraHosts: ['a:1.2.3.4', 'b:::1'] });
  });

  it('unconfines system paths with two empty lists', () => {
    expect(
      hostConfig({}, { securityOptions: ['systempaths=unconfined', 'no-new-privileges:true'] }),
    ).toMatchObject({
      SecurityOpt: ['no-new-privileges:true'],
      MaskedPaths: [],
      ReadonlyPaths: [],
    });
  });
});

describe('the networks of a container', () => {
  const networks = [
    {
      network: 'one',
      aliases: ['web'],
      settings: { ipv4_address: '10.0.0.5', mac_address: '02:00:00:00:00:01' },
    },
    { network: 'two', aliases: ['web', 'two'], settings: {} },
  ];
  const spec = makeSpec({}, { networks });

  it('are all attached at creation since API 1.44', () => {
    expect(Object.keys(containerCreateBody(spec, '1.44').NetworkingConfig.EndpointsConfig)).toEqual([
      'one',
      'two',
    ]);
    expect(networksToConnect(spec, '1.44')).toEqual([]);
  });

  it('are attached one by one before, after the first', () => {
    const body = containerCreateBody(spec, '1.43');
    expect(Object.keys(body.NetworkingConfig.EndpointsConfig)).toEqual(['one']);
    expect(body.MacAddress).toBe('02:00:00:00:00:01');
    expect(networksToConnect(spec, '1.43').map(({ network }) => network)).toEqual(['two']);
  });

  it('carry aliases and fixed addresses', () => {
    expect(containerCreateBody(spec, api).NetworkingConfig.EndpointsConfig).toMatchObject({
      one: { Aliases: ['web'], IPAMConfig: { IPv4Address: '10.0.0.5' }, MacAddress: '02:00:00:00:00:01' },
      two: { Aliases: ['web', 'two'], IPAMConfig: {} },
    });
  });
});
