import { describe, expect, it } from 'vitest';
import { label } from '../../src/model/labels.js';
import { containerId } from '../../src/model/names.js';
import type { FileObject, Project } from '../../src/model/project.js';
import { planUp } from '../../src/plan/plan-up.js';
import {
  decisionLines,
  inputOf,
  makeProject,
  nodeLines,
  nothing,
  plan,
  prepared,
  running,
} from './make-project.js';

const web = makeProject({ web: {} });
const withWeb = (...containers: ReturnType<typeof running>[]) => ({ ...prepared, containers });

describe('a project of which nothing is there', () => {
  it('is pulled, gets its network, is created and started, each as soon as what it needs is there', () => {
    expect(nodeLines(plan(web, nothing))).toEqual([
      'create app-web-1 after create network app_default, pull busybox because absent',
      'create network app_default because absent',
      'pull busybox because absent',
      'start app-web-1 after create app-web-1 because absent',
    ]);
  });

  it('pulls an image that several services use once', () => {
    const nodes = plan(makeProject({ a: {}, b: {} }), nothing).nodes.filter(
      ({ operation }) => operation.kind === 'pull-image',
    );
    expect(nodes).toHaveLength(1);
  });

  it('makes volumes before the containers that mount them', () => {
    const project = makeProject(
      { db: { volumes: [{ type: 'volume', source: 'data', target: '/data' }] } },
      { volumes: { data: { name: 'app_data' } } },
    );
    expect(nodeLines(plan(project, prepared))).toContain(
      'create app-db-1 after create volume app_data because absent',
    );
  });
});

describe('a project that is as the files say', () => {
  it('gives an empty plan', () => {
    expect(plan(web, withWeb(running(web, 'web'))).nodes).toEqual([]);
  });

  it('keeps a job that has completed, whose dependents are there', () => {
    const project = makeProject({
      job: {},
      web: { depends_on: { job: { condition: 'service_completed_successfully', required: true } } },
    });
    const containers = [running(project, 'job', { state: 'exited', exitCode: 0 }), running(project, 'web')];
    expect(plan(project, { ...prepared, containers }).nodes).toEqual([]);
  });

  it('runs a completed job again when it is asked for, or may have other files of the host to read', () => {
    const depends_on = { job: { condition: 'service_completed_successfully', required: true } } as const;
    const volumes = [{ type: 'bind', source: '/srv/app/migrations', target: '/migrations' }] as const;
    for (const [job, options] of [
      [{}, { rerunJobs: true }],
      [{ volumes }, {}],
    ] as const) {
      const project = makeProject({ job, web: { depends_on } });
      const containers = [running(project, 'job', { state: 'exited', exitCode: 0 }), running(project, 'web')];
      expect(nodeLines(plan(project, { ...prepared, containers }, options))).toEqual([
        'start app-job-1 because exited',
      ]);
    }
  });

  it('does not wait for a dependency again when nothing is to be started', () => {
    const project = makeProject({
      db: {},
      web: { depends_on: { db: { condition: 'service_healthy', required: true } } },
    });
    const containers = [running(project, 'db', { health: 'starting' }), running(project, 'web')];
    expect(plan(project, { ...prepared, containers }).nodes).toEqual([]);
  });
});

describe('depends_on', () => {
  const dependsOn = (
    condition: 'service_started' | 'service_healthy' | 'service_completed_successfully',
    required = true,
  ) => makeProject({ db: {}, web: { depends_on: { db: { condition, required } } } });

  it('service_started starts the dependent after the start of its dependency', () => {
    expect(nodeLines(plan(dependsOn('service_started'), prepared))).toContain(
      'start app-web-1 after create app-web-1, start app-db-1 because absent',
    );
  });

  it('service_healthy starts the dependent after a wait for health', () => {
    const lines = nodeLines(plan(dependsOn('service_healthy'), prepared));
    expect(lines).toContain(
      'start app-web-1 after create app-web-1, wait app-db-1 until healthy because absent',
    );
    expect(lines).toContain(
      'wait app-db-1 until healthy after start app-db-1 because requested by depends_on',
    );
  });

  it('service_completed_successfully starts the dependent after a wait for the end', () => {
    expect(nodeLines(plan(dependsOn('service_completed_successfully'), prepared))).toContain(
      'start app-web-1 after create app-web-1, wait app-db-1 until completed because absent',
    );
  });

  it('required: false only asks for the wait to be over', () => {
    expect(nodeLines(plan(dependsOn('service_healthy', false), prepared))).toContain(
      'start app-web-1 after [wait app-db-1 until healthy], create app-web-1 because absent',
    );
  });

  it('creates the dependent while its dependency is still getting ready', () => {
    expect(nodeLines(plan(dependsOn('service_healthy'), prepared))).toContain(
      'create app-web-1 because absent',
    );
  });

  it('restart: true restarts a running dependent after its dependency was replaced', () => {
    const restart = { condition: 'service_started', required: true, restart: true } as const;
    const before = makeProject({ db: {}, web: { depends_on: { db: restart } } });
    const after = makeProject({ db: { environment: { A: '1' } }, web: { depends_on: { db: restart } } });
    const containers = [running(before, 'db'), running(before, 'web')];
    expect(nodeLines(plan(after, { ...prepared, containers }))).toContain(
      'restart app-web-1 after start app-db-1 because dependency-replaced',
    );
  });

  it('is left alone with --no-deps', () => {
    const lines = nodeLines(
      plan(dependsOn('service_healthy'), prepared, { services: ['web'], withDependencies: false }),
    );
    expect(lines).toEqual([
      'create app-web-1 because absent',
      'start app-web-1 after create app-web-1 because absent',
    ]);
  });
});

describe('a changed service', () => {
  const changed = makeProject({ web: { environment: { MODE: 'prod' } } });
  const before = makeProject({ web: { environment: { MODE: 'dev' } } });
  const old = 'app-web-1 (web100000000)';

  it('is replaced in a transaction that removes the old container last', () => {
    const because = 'because environment.MODE: "dev" → "prod" in "replace app-web-1"';
    expect(nodeLines(plan(changed, withWeb(running(before, 'web'))))).toEqual([
      `create app-web-1 after rename ${old} ${because}`,
      `remove ${old} after wait app-web-1 until settled because environment.MODE: "dev" → "prod"`,
      `rename ${old} ${because}`,
      `start app-web-1 after create app-web-1, stop ${old} ${because}`,
      `stop ${old} after create app-web-1 ${because}`,
      `wait app-web-1 until settled after start app-web-1 ${because}`,
    ]);
  });

  it('is the only one that is touched', () => {
    const two = (mode: string) => makeProject({ web: { environment: { MODE: mode } }, other: {} });
    const containers = [running(two('dev'), 'web'), running(two('dev'), 'other')];
    expect(decisionLines(plan(two('prod'), { ...prepared, containers }))).toEqual([
      'replace container app-web-1: environment.MODE: "dev" → "prod"',
    ]);
  });

  it('stays with --no-recreate', () => {
    expect(plan(changed, withWeb(running(before, 'web')), { recreate: 'never' }).nodes).toEqual([]);
  });

  it('keeps the data of its anonymous volumes', () => {
    const name = 'ab'.repeat(32);
    const container = running(before, 'web', { mounts: [{ type: 'volume', name, target: '/var/lib/data' }] });
    const create = plan(changed, withWeb(container)).nodes.find(({ id }) => id === 'create app-web-1');
    expect(create?.operation).toMatchObject({
      template: { mounts: [{ type: 'volume', source: name, target: '/var/lib/data' }] },
    });
  });

  it.each([
    ['that the files asked for and no longer do', { volumes: [{ type: 'volume', target: '/data' }] }],
    ['that came from another container', { volumes_from: ['container:other'] }],
  ] as const)('does not take over a volume %s', (_what, parts) => {
    const asked = makeProject({ web: parts });
    const container = running(asked, 'web', {
      mounts: [{ type: 'volume', name: 'ab'.repeat(32), target: '/data' }],
    });
    const create = plan(makeProject({ web: {} }), withWeb(container)).nodes.find(
      ({ id }) => id === 'create app-web-1',
    );
    expect(create?.operation).toMatchObject({ template: { mounts: [] } });
  });

  it('never shows a secret, and still sees that it changed', () => {
    const withPassword = (value: string) => makeProject({ web: { environment: { DB_PASSWORD: value } } });
    const result = plan(withPassword('hunter2'), withWeb(running(withPassword('swordfish'), 'web')));
    expect(decisionLines(result)).toEqual([
      'replace container app-web-1: environment.DB_PASSWORD: "(hidden)" → "(hidden)"',
    ]);
    expect(running(withPassword('swordfish'), 'web').labels[label.applied]).not.toContain('swordfish');
  });
});

describe('attributes that do not make another container', () => {
  it.each([
    ['depends_on', { depends_on: { db: { condition: 'service_started', required: true } } }],
    ['profiles', { profiles: ['x'] }],
    ['pull_policy', { pull_policy: 'missing' }],
    ['scale', { scale: 1 }],
    ['deploy.replicas', { deploy: { replicas: 1 } }],
  ] as const)('a change of %s keeps it', (_attribute, parts) => {
    const before = makeProject({ db: {}, web: {} });
    const after = makeProject({ db: {}, web: parts });
    const containers = [running(before, 'db'), running(before, 'web')];
    expect(plan(after, { ...prepared, containers }).nodes).toEqual([]);
  });
});

describe('an image', () => {
  it('that the tag no longer names replaces the container', () => {
    const observed = { ...withWeb(running(web, 'web')), images: { busybox: { id: 'sha256:two', tags: [] } } };
    expect(decisionLines(plan(web, observed))).toEqual(['replace container app-web-1: image-changed']);
  });

  const built = makeProject({ web: { build: { context: '/srv/app' } } });
  const images = { 'app-web': { id: 'sha256:one', tags: [] } };

  it('that is to be built again replaces the container only if it comes out different', () => {
    const lines = nodeLines(plan(built, { ...withWeb(running(built, 'web')), images }, { build: 'always' }));
    expect(lines.filter((line) => line.includes('container') || line.startsWith('create'))).toEqual([
      'create app-web-1 after build app-web, rename app-web-1 (web100000000) because image-built in "replace app-web-1" only if app-web is no longer sha256:one',
    ]);
  });

  it('that is there is not built without being asked for', () => {
    expect(plan(built, { ...withWeb(running(built, 'web')), images }).nodes).toEqual([]);
  });

  it('that is pulled always may fail to be pulled when it is at hand', () => {
    const always = makeProject({ web: { pull_policy: 'always' } });
    expect(nodeLines(plan(always, prepared))).toContain(
      'create app-web-1 after [pull busybox] because absent',
    );
  });

  it('that may neither be pulled nor built is an error', () => {
    const never = makeProject({ web: { pull_policy: 'never' } });
    expect(() => plan(never, nothing)).toThrow('image busybox of service web is not on the engine');
  });
});

describe('scale', () => {
  const three = (...numbers: number[]) =>
    withWeb(...numbers.map((number) => running(web, 'web', { number })));

  it('up adds replicas and leaves the others alone', () => {
    expect(decisionLines(plan(web, three(1), { scale: { web: 3 } }))).toEqual([
      'create container app-web-2: absent',
      'create container app-web-3: absent',
    ]);
  });

  it('fills gaps', () => {
    expect(decisionLines(plan(web, three(1, 3), { scale: { web: 3 } }))).toEqual([
      'create container app-web-2: absent',
    ]);
  });

  it('down removes the highest numbers', () => {
    expect(decisionLines(plan(web, three(1, 2, 3), { scale: { web: 1 } }))).toEqual([
      'remove container app-web-2: scaled-down',
      'remove container app-web-3: scaled-down',
    ]);
  });

  it('to zero removes all', () => {
    expect(decisionLines(plan(web, three(1), { scale: { web: 0 } }))).toEqual([
      'remove container app-web-1: scaled-down',
    ]);
  });
});

describe('a container_name', () => {
  const named = makeProject({ web: { container_name: 'mine' }, other: {} });

  it('keeps a service from having several replicas', () => {
    expect(() => plan(named, prepared, { scale: { web: 2 } })).toThrow(
      'web cannot have 2 containers of the one name mine',
    );
  });

  it('must not be that of another service', () => {
    const clash = makeProject({ other: {}, web: { container_name: 'app-other-1' } });
    expect(() => plan(clash, prepared)).toThrow(
      'other and web cannot both have a container named app-other-1',
    );
  });
});

describe('a replacement that was interrupted', () => {
  const after = makeProject({ web: { environment: { A: '2' } } });
  const before = makeProject({ web: { environment: { A: '1' } } });
  const aside = running(before, 'web', {
    id: containerId('f'.repeat(64)),
    name: `${'f'.repeat(12)}_app-web-1`,
  });

  it('after the old one was set aside: it is replaced under its own name', () => {
    expect(decisionLines(plan(after, withWeb(aside)))).toEqual([
      'replace container app-web-1: environment.A: "1" → "2"',
    ]);
  });

  it('after the old one was set aside, and the change was taken back: it gets its name again', () => {
    expect(nodeLines(plan(before, withWeb(aside)))).toEqual([
      `rename ${'f'.repeat(12)}_app-web-1 (${'f'.repeat(12)}) because superseded`,
    ]);
  });

  const asideNode = `${'f'.repeat(12)}_app-web-1 (${'f'.repeat(12)})`;

  it('after the new one was created: it is begun anew, so that it can still be undone', () => {
    const created = running(after, 'web', { state: 'created' });
    const because = 'because environment.A: "1" → "2" in "replace app-web-1"';
    expect(nodeLines(plan(after, withWeb(aside, created)))).toEqual([
      `create app-web-1 after remove app-web-1 (web100000000) ${because}`,
      'remove app-web-1 (web100000000) because superseded',
      `remove ${asideNode} after wait app-web-1 until settled because environment.A: "1" → "2"`,
      `start app-web-1 after create app-web-1, stop ${asideNode} ${because}`,
      `stop ${asideNode} after create app-web-1 ${because}`,
      `wait app-web-1 until settled after start app-web-1 ${because}`,
    ]);
  });

  it('after the old one was stopped: the new one is started, and only then the old one removed', () => {
    const created = running(after, 'web', { state: 'created' });
    expect(nodeLines(plan(after, withWeb({ ...aside, state: 'exited' }, created)))).toEqual([
      `remove ${asideNode} after start app-web-1, wait app-web-1 until settled because superseded`,
      'start app-web-1 because created',
      'wait app-web-1 until settled after start app-web-1 because superseded',
    ]);
  });

  it('after the old one was stopped, and the change was taken back: it is started and gets its name again', () => {
    const created = running(after, 'web', { state: 'created' });
    expect(nodeLines(plan(before, withWeb({ ...aside, state: 'exited' }, created)))).toEqual([
      'remove app-web-1 (web100000000) after start ffffffffffff_app-web-1, wait ffffffffffff_app-web-1 until settled because superseded',
      `rename ${asideNode} after remove app-web-1 (web100000000) because superseded`,
      'start ffffffffffff_app-web-1 because exited',
      'wait ffffffffffff_app-web-1 until settled after start ffffffffffff_app-web-1 because superseded',
    ]);
    expect(nodeLines(plan(before, withWeb({ ...aside, state: 'exited' })))).toEqual([
      `rename ${asideNode} because superseded`,
      'start ffffffffffff_app-web-1 because exited',
    ]);
  });

  it('while the new one is not yet healthy: the old one is kept until it is', () => {
    const healthcheck = { healthcheck: { test: ['CMD', 'true'] } };
    const checked = makeProject({ web: { environment: { A: '2' }, ...healthcheck } });
    const containers = [
      { ...aside, state: 'exited' as const },
      running(checked, 'web', { health: 'starting' }),
    ];
    expect(nodeLines(plan(checked, withWeb(...containers)))).toEqual([
      `remove ${asideNode} after wait app-web-1 until settled because superseded`,
      'wait app-web-1 until settled because superseded',
    ]);
  });

  it('and whose new container failed: a further change keeps the old one until its own has settled', () => {
    const third = makeProject({ web: { environment: { A: '3' } } });
    const failed = running(after, 'web', { state: 'exited', exitCode: 1 });
    expect(nodeLines(plan(third, withWeb({ ...aside, state: 'exited' }, failed)))).toContain(
      `remove ${asideNode} after wait app-web-1 until settled because superseded`,
    );
  });

  it('before the old one was removed: it is removed', () => {
    const stopped = { ...aside, state: 'exited' as const };
    expect(decisionLines(plan(after, withWeb(stopped, running(after, 'web'))))).toEqual([
      `remove container ${'f'.repeat(12)}_app-web-1: superseded`,
    ]);
  });
});

describe('a shared namespace', () => {
  const project = (environment: Record<string, string>) =>
    makeProject({ vpn: { environment }, web: { network_mode: 'service:vpn' } });

  it('is joined by the container of the owner, which is made first', () => {
    const result = plan(project({}), prepared);
    expect(nodeLines(result)).toContain('create app-web-1 after create app-vpn-1 because absent');
    expect(result.nodes.find(({ id }) => id === 'create app-web-1')?.operation).toMatchObject({
      template: { networkMode: { kind: 'container', target: { service: 'vpn', number: 1 } } },
    });
  });

  it('calls for a replacement when the owner is replaced', () => {
    const before = project({ A: '1' });
    const containers = [running(before, 'vpn'), running(before, 'web')];
    expect(decisionLines(plan(project({ A: '2' }), { ...prepared, containers }))).toEqual([
      'replace container app-vpn-1: environment.A: "1" → "2"',
      'replace container app-web-1: shares-namespace',
    ]);
  });

  it('of a container that is gone calls for a replacement', () => {
    const vpn = running(project({}), 'vpn');
    const template = running(project({}), 'web');
    const tied = { ...template, labels: { ...template.labels, [label.references]: 'vpn#1=gone' } };
    expect(decisionLines(plan(project({}), { ...prepared, containers: [vpn, tied] }))).toEqual([
      'replace container app-web-1: shares-namespace',
    ]);
  });
});

describe('networks', () => {
  it('that were made anew are joined again by what was attached to the old one', () => {
    const attached = running(web, 'web', { networks: [{ name: 'app_default', id: 'gone' }] });
    expect(decisionLines(plan(web, withWeb(attached)))).toEqual([
      'update container app-web-1: network-changed',
    ]);
  });

  it('that are external and missing are an error before anything is done', () => {
    const project = makeProject({ web: {} }, { networks: { default: { name: 'shared', external: true } } });
    expect(() => plan(project, { ...prepared, networks: [] })).toThrow(
      'network shared declared as external, but could not be found',
    );
  });

  it('that somebody else made are used, with a warning', () => {
    const observed = { ...prepared, networks: [{ id: 'x', name: 'app_default', labels: {} }] };
    expect(plan(web, observed).diagnostics).toMatchObject([
      { code: 'unlabelled-resource', severity: 'warning' },
    ]);
  });
});

describe('configs and secrets', () => {
  const project = (secret: FileObject) =>
    makeProject({ web: { secrets: [{ source: 'key' }] } }, { secrets: { key: secret } });

  it('from files are mounted where programs look for them, read-only', () => {
    const create = plan(project({ name: 'app_key', file: '/srv/app/key' }), prepared).nodes.find(
      ({ id }) => id === 'create app-web-1',
    );
    expect(create?.operation).toMatchObject({
      template: {
        mounts: [{ type: 'bind', source: '/srv/app/key', target: '/run/secrets/key', read_only: true }],
      },
    });
  });

  it.each(['content', 'environment'] as const)('from %s are copied before the start', (attribute) => {
    const { nodes } = plan(project({ name: 'app_key', [attribute]: 'x' }), prepared);
    expect(nodes.find(({ operation }) => operation.kind === 'copy-files')).toMatchObject({
      operation: { files: [{ source: 'key', path: '/run/secrets/key', uid: 0, gid: 0, mode: 0o444 }] },
      after: [{ node: 'create app-web-1', required: true }],
    });
    expect(nodes.find(({ id }) => id === 'start app-web-1')?.after).toContainEqual({
      node: 'copy files to app-web-1',
      required: true,
    });
  });

  it('from files are copied too where they get an owner or a mode of their own', () => {
    const owned = makeProject(
      { web: { configs: [{ source: 'conf', target: 'etc/app', uid: '7', mode: '0400' }] } },
      { configs: { conf: { name: 'app_conf', file: '/srv/app/conf' } } },
    );
    const operations = plan(owned, prepared).nodes.map(({ operation }) => operation);
    expect(operations.find(({ kind }) => kind === 'create-container')).toMatchObject({
      template: { mounts: [] },
    });
    expect(operations.find(({ kind }) => kind === 'copy-files')).toMatchObject({
      files: [{ kind: 'configs', source: 'conf', path: '/etc/app', uid: 7, gid: 0, mode: 0o400 }],
    });
  });

  it('are copied again into a container that was never started', () => {
    const target = project({ name: 'app_key', environment: 'x' });
    const { nodes } = plan(target, withWeb(running(target, 'web', { state: 'created' })));
    expect(nodes.map(({ id }) => id)).toEqual(['copy files to app-web-1', 'start app-web-1']);
  });

  it('cannot be copied into a root that is read-only', () => {
    const target = makeProject(
      { web: { read_only: true, secrets: [{ source: 'key' }] } },
      { secrets: { key: { name: 'app_key', environment: 'x' } } },
    );
    expect(() => plan(target, prepared)).toThrow('whose root is read-only');
  });

  it('call for a replacement when their content changed', () => {
    const withContent = (content: string) =>
      makeProject(
        { web: { configs: [{ source: 'conf' }] } },
        { configs: { conf: { name: 'app_conf', content } } },
      );
    const before = running(withContent('one'), 'web');
    expect(plan(withContent('one'), withWeb(before)).nodes).toEqual([]);
    expect(decisionLines(plan(withContent('two'), withWeb(before)))).toEqual([
      'replace container app-web-1: content-changed',
    ]);
  });
});

describe('networks and volumes that no service uses', () => {
  const resources = { volumes: { data: { name: 'app_data' } }, networks: { spare: { name: 'app_spare' } } };
  const created = (parts: Partial<Project>) =>
    decisionLines(plan(makeProject({ web: { networks: {} } }, { ...resources, ...parts }), prepared)).filter(
      (line) => !line.includes('container'),
    );

  it('are made only when all are wanted', () => {
    expect(created({})).toEqual([]);
    expect(created({ allResources: true })).toEqual([
      'create network app_spare: absent',
      'create volume app_data: absent',
    ]);
  });
});

it('an image that is due is pulled, and the container that runs it waits only for the end of that', () => {
  const project = makeProject({ web: { pull_policy: 'daily' } });
  const planned = planUp({ ...inputOf(project, prepared), dueImages: new Set(['busybox']) });
  expect(planned.ok && decisionLines(planned.value)).toContain(
    'pull image busybox: requested by pull_policy: daily',
  );
  expect(planned.ok && nodeLines(planned.value)).toContain(
    'create app-web-1 after [pull busybox] because absent',
  );
  expect(decisionLines(plan(project, prepared)).join()).not.toContain('pull');
});

it('of services that run later the images are made, and nothing waits for that', () => {
  const project = makeProject({ web: {}, tests: { build: { context: '/srv/tests' } } });
  const made = plan(project, prepared, { services: ['web'], imagesOf: ['tests'] });
  expect(nodeLines(made)).toContain('build app-tests because absent');
  expect(nodeLines(made).join()).not.toMatch(/app-tests-1|after .*build app-tests/);
  expect(decisionLines(made)).toEqual([
    'build image app-tests: absent',
    'create container app-web-1: absent',
  ]);
});

it('containers and built images are named with underscores where that is asked for', () => {
  const project = makeProject({ web: { build: { context: '/srv/app' } } }, { separator: '_' });
  expect(decisionLines(plan(project, prepared))).toEqual([
    'build image app_web: absent',
    'create container app_web_1: absent',
  ]);
});

describe('orphans', () => {
  const old = makeProject({ web: {}, gone: {} });
  const observed = withWeb(running(old, 'web'), running(old, 'gone'));

  it('are named and kept', () => {
    const result = plan(web, observed);
    expect(result.nodes).toEqual([]);
    expect(result.diagnostics[0]?.message).toContain('found orphan containers (app-gone-1)');
  });

  it('are removed with --remove-orphans', () => {
    expect(decisionLines(plan(web, observed, { removeOrphans: true }))).toEqual([
      'remove container app-gone-1: orphan',
    ]);
  });

  it('are not what `run` started', () => {
    const oneoff = running(old, 'gone');
    const container = { ...oneoff, labels: { ...oneoff.labels, [label.oneoff]: 'True' } };
    expect(plan(web, withWeb(running(web, 'web'), container)).diagnostics).toEqual([]);
  });
});

describe('--wait', () => {
  it('waits for every service, and for jobs to complete', () => {
    const project = makeProject({
      job: {},
      web: { depends_on: { job: { condition: 'service_completed_successfully', required: true } } },
    });
    const waits = nodeLines(plan(project, prepared, { wait: true })).filter((line) =>
      line.startsWith('wait'),
    );
    expect(waits).toEqual([
      'wait app-job-1 until completed after start app-job-1 because requested by depends_on',
      'wait app-web-1 until settled after start app-web-1 because requested by --wait',
    ]);
  });

  it('looks at nothing that is ready already', () => {
    expect(plan(web, withWeb(running(web, 'web')), { wait: true }).nodes).toEqual([]);
  });
});

it('is the same plan for the same input', () => {
  const project = makeProject({
    a: {},
    b: { depends_on: { a: { condition: 'service_healthy', required: true } } },
    c: {},
  });
  expect(JSON.stringify(plan(project, nothing))).toBe(JSON.stringify(plan(project, nothing)));
});
