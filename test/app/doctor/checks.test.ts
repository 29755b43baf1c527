import { describe, expect, it } from 'vitest';
import { checkAddressPools } from '../../../src/app/doctor/check-address-pools.js';
import { checkEngine } from '../../../src/app/doctor/check-engine.js';
import { checkDisk, checkWatches } from '../../../src/app/doctor/check-host.js';
import { checkLeftovers } from '../../../src/app/doctor/check-leftovers.js';
import type { EngineInfo } from '../../../src/engine/engine.js';
import { label } from '../../../src/model/labels.js';
import { makeProject, running } from '../../plan/make-project.js';

const version = { engine: '28.5.2', api: '1.51', os: 'linux', arch: 'amd64', host: 'unix:///x.sock' };
const info: EngineInfo = {
  cgroupVersion: '2',
  storageDriver: 'overlay2',
  rootDir: '/var/lib/docker',
  cpus: 2,
  memoryBytes: 2 ** 31,
  rootless: false,
  warnings: [],
  addressPools: [],
};

describe('the engine', () => {
  it('is fine when it is current', () => {
    expect(checkEngine(version, info).map(({ verdict }) => verdict)).toEqual(['fine', 'fine', 'fine']);
  });

  it.each([
    ['an old API', { ...version, api: '1.41' }, info],
    ['the first cgroups', version, { ...info, cgroupVersion: '1' }],
    ['a warning of its own', version, { ...info, warnings: ['WARNING: No swap limit support'] }],
  ])('is warned of for %s', (_what, versionOf, infoOf) => {
    const warnings = checkEngine(versionOf, infoOf).filter(({ verdict }) => verdict === 'warning');
    expect(warnings).toHaveLength(1);
  });
});

describe('address pools', () => {
  it('built into the engine are 31 networks', () => {
    expect(checkAddressPools([], ['172.17.0.0/16'])).toMatchObject({
      verdict: 'fine',
      message: '30 of 31 networks can still be made',
    });
  });

  it('are counted by what networks take of them, whatever their size', () => {
    const pools = [{ base: '10.0.0.0/22', size: 24 }];
    const message = (...subnets: string[]) => checkAddressPools(pools, subnets).message;
    expect(message('10.0.1.0/24')).toBe('3 of 4 networks can still be made');
    expect(message('10.0.1.64/28', '10.0.1.128/28', '192.168.0.0/24', 'fd00::/64')).toBe(
      '3 of 4 networks can still be made',
    );
    expect(message('10.0.2.0/23')).toBe('2 of 4 networks can still be made');
  });

  it('that are used up are a problem', () => {
    expect(checkAddressPools([{ base: '10.0.0.0/24', size: 24 }], ['10.0.0.0/24'])).toMatchObject({
      verdict: 'problem',
    });
  });
});

it('the disk is a warning below 5 GiB or 5 %, and a problem when it is as good as full', () => {
  const verdict = (freeBytes: number) => checkDisk('/', { freeBytes, totalBytes: 200 * 2 ** 30 }).verdict;
  expect([100 * 2 ** 30, 6 * 2 ** 30, 2 ** 30, 2 ** 20].map(verdict)).toEqual([
    'fine',
    'warning',
    'warning',
    'problem',
  ]);
});

it('what is missing to watch files is named', () => {
  expect(checkWatches({ watches: 192_536, instances: 128 }).verdict).toBe('fine');
  const { help } = checkWatches({ watches: 8192, instances: 128 });
  expect(help).toBe('`sysctl -w fs.inotify.max_user_watches=524288`');
});

describe('leftovers', () => {
  const project = makeProject({ web: {} });
  const web = running(project, 'web');
  const ended = running(project, 'web', { state: 'exited' });
  const network = { id: 'net-1', name: 'app_default', labels: { [label.project]: 'app' } };
  const check = (isFolderThere: boolean | undefined, ...containers: (typeof web)[]) =>
    checkLeftovers({ containers, networks: [network], volumes: [], isFolderThere: () => isFolderThere });

  it('are a project of which nothing runs and the folder is gone', () => {
    expect(check(false, ended)).toMatchObject([
      {
        verdict: 'warning',
        message: 'project app is left over: its folder /srv/app is gone, and 1 container, 1 network remain',
      },
    ]);
  });

  it('are a network of a project without containers', () => {
    expect(check(undefined)).toMatchObject([{ verdict: 'warning' }]);
  });

  it.each([
    ['runs', false, web],
    ['has its folder still', true, ended],
    ['may have its folder elsewhere', undefined, ended],
  ] as const)('are not a project that %s', (_what, isFolderThere, container) => {
    expect(check(isFolderThere, container)).toMatchObject([{ verdict: 'fine' }]);
  });

  it('are a container that an update set aside', () => {
    const aside = { ...web, name: `${web.id.slice(0, 12)}_app-web-1` };
    expect(check(true, aside)).toMatchObject([{ message: expect.stringContaining('was set aside') }]);
  });
});
