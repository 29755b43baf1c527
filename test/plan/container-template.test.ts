import { describe, expect, it } from 'vitest';
import type { ContainerTemplate } from '../../src/model/container-spec.js';
import { label } from '../../src/model/labels.js';
import type { Project } from '../../src/model/project.js';
import { containerHash } from '../../src/plan/container-hash.js';
import { makeProject, nothing, plan, prepared, running } from './make-project.js';

const templates = (
  project: Project,
  observed = prepared,
  renewAnonymousVolumes = false,
): ReadonlyMap<string, ContainerTemplate<unknown>> =>
  new Map(
    plan(project, observed, { recreate: 'always', renewAnonymousVolumes }).nodes.flatMap(({ operation }) =>
      operation.kind === 'create-container' ? [[operation.container.name, operation.template] as const] : [],
    ),
  );

const web = (parts: Parameters<typeof makeProject>[0][string]) =>
  templates(makeProject({ web: parts })).get('app-web-1');

describe('a container', () => {
  it('has the name that container_name gives it', () => {
    expect([...templates(makeProject({ web: { container_name: 'own' } })).keys()]).toEqual(['own']);
  });

  it('is on its networks by priority, then by name', () => {
    const networks = { b: null, a: {}, c: { priority: 5 } };
    const project = makeProject(
      { web: { networks } },
      { networks: { a: { name: 'a' }, b: { name: 'b' }, c: { name: 'c' } } },
    );
    const attached = templates(project, { ...nothing, images: prepared.images }).get('app-web-1')?.networks;
    expect(attached?.map(({ network }) => network)).toEqual(['c', 'a', 'b']);
  });

  it('reaches every replica of a service that links name by the names that docker compose gives it', () => {
    const project = makeProject({
      db: { scale: 2 },
      web: { links: ['db:store'], external_links: ['far:away'] },
    });
    const links = templates(project).get('app-web-1')?.links;
    expect(links?.map(({ container, alias }) => `${container}:${alias}`)).toEqual([
      ...['store', 'db-1', 'app-db-1'].map((alias) => `app-db-1:${alias}`),
      ...['store', 'db-1', 'app-db-1'].map((alias) => `app-db-2:${alias}`),
      'far:away',
    ]);
  });

  it('finds its seccomp profile in the folder of the project, and leaves other options as they are', () => {
    const security_opt = ['seccomp:./profile.json', 'seccomp=unconfined', 'label:disable'];
    expect(web({ security_opt })?.securityOptions).toEqual([
      'seccomp:/srv/app/profile.json',
      'seccomp=unconfined',
      'label:disable',
    ]);
  });

  it('that uses the engine gets its socket, and settings of its own only where the file has none', () => {
    const socket = { type: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock' };
    expect(web({ use_api_socket: true })).toMatchObject({
      mounts: [socket],
      service: { environment: { DOCKER_CONFIG: '/run/secrets/docker' } },
    });
    expect(web({ use_api_socket: true, environment: { DOCKER_CONFIG: '/own' } })).toMatchObject({
      service: { environment: { DOCKER_CONFIG: '/own' } },
    });
  });
});

it('what uses the engine has the hash that docker compose gives it', () => {
  const { service } = web({ image: 'compare-inspects', use_api_socket: true }) ?? {};
  expect(service && containerHash(service, () => '')).toBe(
    '1c84754644f0dcad939508aed88981b169cc79e016a82658fb3fea05657517f2',
  );
});

describe('a container in the place of another', () => {
  const anonymous = 'a'.repeat(64);
  const project = makeProject({
    web: { volumes: [{ type: 'volume', target: '/data', volume: { labels: { a: 'b' } } }] },
  });
  const old = running(project, 'web', { mounts: [{ type: 'volume', name: anonymous, target: '/data' }] });
  const made = templates(project, { ...prepared, containers: [old] }).get('app-web-1');

  it('is labelled with the place', () => {
    expect(made?.labels[label.replace]).toBe('web-1');
  });

  it('leaves its anonymous volumes where they are to be renewed, and they go with it', () => {
    const observed = { ...prepared, containers: [old] };
    const renewed = templates(project, observed, true).get('app-web-1');
    expect(renewed?.mounts).toMatchObject([{ type: 'volume', target: '/data' }]);
    expect(renewed?.mounts).not.toMatchObject([{ source: anonymous }]);
    const options = { recreate: 'always', renewAnonymousVolumes: true } as const;
    const removed = plan(project, observed, options).nodes.flatMap(({ operation }) =>
      operation.kind === 'remove-container' ? operation.anonymousVolumes : [],
    );
    expect(removed).toEqual([anonymous]);
  });

  it('takes over anonymous volumes as mounts of what is there', () => {
    expect(made?.mounts).toEqual([
      { type: 'volume', source: anonymous, target: '/data', sourceExists: true },
    ]);
  });
});

it('what names another container by its name is made after it', () => {
  const nodes = plan(
    makeProject({
      db: {},
      web: {
        volumes_from: ['container:app-db-1'],
        depends_on: { db: { condition: 'service_started', required: true } },
      },
    }),
    prepared,
  ).nodes;
  const created = nodes.find(({ id }) => id === 'create app-web-1');
  expect(created?.after.map(({ node }) => node)).toContain('create app-db-1');
});
