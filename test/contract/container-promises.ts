import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../src/engine/engine.js';
import { type ContainerId, containerId } from '../../src/model/names.js';
import type { Service } from '../../src/model/project.js';
import { type Subject, World } from './world.js';

export function containerPromises(subject: () => Subject): void {
  describe('containers', () => {
    it('a created container is listed by its labels, with its name and state', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      const listed = await world.engine.containers.list(world.labels);
      expect(listed).toMatchObject([{ id, name: world.name('web'), state: 'created', labels: world.labels }]);
      expect(listed[0]).not.toHaveProperty('exitCode');
    });

    it('all that is told of a container names it', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      expect(await world.engine.containers.describe(id)).toMatchObject({
        Id: id,
        Name: `/${world.name('web')}`,
        State: { Status: 'created' },
      });
    });

    it('a label filter with null asks for the key with any value, and all labels have to fit', async () => {
      const world = new World(subject());
      await world.create('web');
      const { containers } = world.engine;
      const [key = ''] = Object.keys(world.labels);
      expect((await containers.list({ [key]: null })).map(({ name }) => name)).toContain(world.name('web'));
      expect(await containers.list({ ...world.labels, 'dev.stack.absent': null })).toEqual([]);
    });

    it('a container does not differ from what it was made of, and differs from anything else', async () => {
      const world = new World(subject());
      const attributes = {
        environment: { A: '1' },
        labels: { 'org.example.a': 'b' },
        cap_add: ['net_admin'],
        healthcheck: { test: ['CMD', 'true'], interval: '1m30s', retries: 4 },
        ulimits: { nofile: { soft: 512, hard: 1024 } },
        tmpfs: ['/mnt:size=1m'],
        extra_hosts: ['db=10.1.2.3'],
        ports: [{ target: 80, protocol: 'tcp' }],
        stop_grace_period: '1m5s',
        restart: 'on-failure:3',
        mem_limit: '67108864',
      };
      const { name: network } = await world.network('net');
      const attachments = [{ network, aliases: ['other'], settings: { aliases: ['other'] } }];
      const spec = (more: Partial<Service> = {}) =>
        world.spec(
          'web',
          {},
          {
            service: world.serviceWith('web', { ...attributes, ...more }),
            networks: attachments,
          },
        );
      const { id } = await world.engine.containers.create(spec());
      const { told, asked } = await world.engine.containers.compare(id, spec());
      expect(told).toEqual(asked);
      const other = await world.engine.containers.compare(
        id,
        spec({ environment: { A: '2' }, restart: 'always' }),
      );
      expect(other).toMatchObject({
        told: { environment: { A: '1' }, restart: 'on-failure:3' },
        asked: { environment: { A: '2' }, restart: 'always' },
      });
    });

    it('an update changes limits and restart policy of a running container, and takes some away', async () => {
      const world = new World(subject());
      const limits = { pids_limit: 50, restart: 'always', mem_limit: '67108864' };
      const serviceWith = (more: Partial<Service>) => ({ ...world.spec('web').service, ...more });
      const id = await world.running('web', {}, { service: serviceWith(limits) });
      const { containers } = world.engine;
      const started = (await containers.inspect(id)).startedAt;
      const wanted = world.spec('web', {}, { service: serviceWith({ mem_limit: '134217728' }) });
      await containers.update(id, wanted.service);
      expect((await containers.compare(id, wanted)).told).toMatchObject({ mem_limit: '134217728' });
      const { told } = await containers.compare(id, wanted);
      expect([told['pids_limit'], told['restart']]).toEqual([undefined, undefined]);
      expect((await containers.inspect(id)).startedAt).toBe(started);
    });

    it('a container that is gone can neither be compared nor updated', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      const { containers } = world.engine;
      await containers.remove(id);
      const notFound = { failure: { kind: 'not-found' } };
      await expect(containers.compare(id, world.spec('web'))).rejects.toMatchObject(notFound);
      await expect(containers.update(id, world.spec('web').service)).rejects.toMatchObject(notFound);
    });

    it('a taken name is refused with the id of its owner, and nothing is created', async () => {
      const world = new World(subject());
      const ownerId = await world.create('web');
      await expect(world.engine.containers.create(world.spec('web'))).rejects.toMatchObject({
        failure: { kind: 'name-conflict', name: world.name('web'), ownerId },
      });
      expect(await world.engine.containers.list(world.labels)).toHaveLength(1);
    });

    it('an image that is not there is refused by its reference', async () => {
      const world = new World(subject());
      const image = `${world.name('nosuch')}:1`;
      await expect(world.create('web', {}, { image })).rejects.toMatchObject({
        failure: { kind: 'image-not-found', image },
      });
    });

    it('starting twice is the same as starting once', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      const before = await world.engine.containers.inspect(id);
      await world.engine.containers.start(id);
      expect(await world.engine.containers.inspect(id)).toEqual(before);
      expect(before).toMatchObject({ state: 'running', startedAt: expect.any(String) });
      expect(before).not.toHaveProperty('finishedAt');
    });

    it('files are copied into a container that was never started, and into none that is not there', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      const file = {
        path: '/etc/app/conf',
        content: new Uint8Array([1, 0, 255]),
        uid: 0,
        gid: 0,
        mode: 0o400,
      };
      await world.engine.containers.putFiles(id, [file]);
      expect(await world.engine.containers.inspect(id)).toMatchObject({ state: 'created' });
      await expect(
        world.engine.containers.putFiles(containerId('0'.repeat(64)), [file]),
      ).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    });

    it('a program in a running container ends with its exit code; in one that does not run it is refused', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      const spec = { command: ['true'], environment: [], privileged: false };
      const run = async (container: ContainerId) => {
        const events: ExecEvent[] = [];
        for await (const event of world.engine.containers.exec(container, spec)) events.push(event);
        return events;
      };
      expect(await run(id)).toEqual([{ kind: 'exited', exitCode: 0 }]);
      await expect(run(await world.create('other'))).rejects.toMatchObject({ failure: { kind: 'conflict' } });
    });

    it('a conversation with a program in a container ends with its exit code', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      const spec = { command: ['true'], environment: [], privileged: false };
      const how = { stdin: false, tty: false };
      const talk = await world.engine.containers.converse(id, spec, how);
      for await (const { bytes } of talk.output) expect(bytes.length).toBe(0);
      expect(await talk.exitCode()).toBe(0);
      await world.engine.containers.execDetached(id, spec);
      await expect(
        world.engine.containers.execDetached(await world.create('other'), spec),
      ).rejects.toMatchObject({
        failure: { kind: 'conflict' },
      });
    });

    it('who attaches to a container before its start hears it to its end', async () => {
      const world = new World(subject());
      const id = await world.create('job', { exits: 0 });
      const talk = await world.engine.containers.attach(id, { stdin: false, tty: false });
      await world.runToEnd(id);
      for await (const { stream } of talk.output) expect(stream).toMatch(/std(out|err)/);
      expect(await world.engine.containers.inspect(id)).toMatchObject({ state: 'exited', tty: false });
    });

    it('what is put into a container can be found and taken out again, running or not', async () => {
      const world = new World(subject());
      const { containers } = world.engine;
      const id = await world.create('web');
      const file = {
        path: '/etc/app/conf',
        uid: 0,
        gid: 0,
        mode: 0o400,
        content: new TextEncoder().encode('x'),
      };
      await containers.putFiles(id, [file]);
      expect(await containers.statPath(id, '/etc/app/conf')).toEqual({ kind: 'file' });
      expect(await containers.statPath(id, '/etc/app')).toEqual({ kind: 'folder' });
      expect(await containers.statPath(id, '/etc/app/other')).toBeUndefined();
      await containers.putArchive(id, '/etc/app', containers.getArchive(id, '/etc/app/conf'));
      expect(await containers.statPath(id, '/etc/app/conf')).toEqual({ kind: 'file' });
      await expect(drained(containers.getArchive(id, '/etc/app/other'))).rejects.toMatchObject({
        failure: { kind: 'not-found' },
      });
    });

    it('paths can be removed, running or not, with what is in them, and what is not there is no failure', async () => {
      const world = new World(subject());
      const { containers } = world.engine;
      const file = (path: string) => ({ path, uid: 0, gid: 0, mode: 0o644, content: new Uint8Array([120]) });
      const bytes = (paths: readonly string[]) => paths.map((path) => Buffer.from(path));
      for (const id of [await world.create('made'), await world.running('web')]) {
        const many = Array.from({ length: 40 }, (_, index) => `/data/many/${index}`);
        const names = ['/data/a folder/deep/x', '/data/a folder/y', '/data/ünïcode', '/data/stays', ...many];
        await containers.putFiles(id, names.map(file));
        await containers.removePaths(
          id,
          bytes(['/data/a folder', '/data/ünïcode', '/data/not/there', '/data/stays/is/a/file']),
        );
        const there = async (paths: readonly string[]) =>
          await Promise.all(paths.map(async (path) => (await containers.statPath(id, path)) !== undefined));
        const looked = ['/data/a folder', '/data/ünïcode', '/data/not', '/data/stays'];
        expect(await there(looked)).toEqual([false, false, false, true]);
        await containers.removePaths(id, bytes(many));
        expect(await there(['/data/many/0', '/data/many/39', '/data/stays'])).toEqual([false, false, true]);
      }
    });

    it('what is no longer as it came with the image is listed', async () => {
      const world = new World(subject());
      const { containers } = world.engine;
      const id = await world.create('made');
      await containers.putFiles(id, [
        { path: '/data/new', uid: 0, gid: 0, mode: 0o644, content: new Uint8Array([120]) },
      ]);
      const changed = await containers.changedPaths(id);
      expect(changed).toContain('/data/new');
      expect(changed).not.toContain('/bin/busybox');
    });

    it('what a running container does can be looked at; of one that does not run there are no processes', async () => {
      const world = new World(subject());
      const { containers } = world.engine;
      const id = await world.running('web');
      const { titles, processes } = await containers.top(id);
      expect(titles).toContain('PID');
      expect(processes.length).toBeGreaterThan(0);
      for await (const usage of containers.stats(id)) expect(usage.processes).toBeGreaterThan(0);
      await expect(containers.top(await world.create('other'))).rejects.toMatchObject({
        failure: { kind: 'conflict' },
      });
    });

    it('stopping twice is the same as stopping once', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      await world.engine.containers.stop(id, { timeoutSeconds: 0 });
      const before = await world.engine.containers.inspect(id);
      await world.engine.containers.stop(id, { timeoutSeconds: 0 });
      expect(await world.engine.containers.inspect(id)).toEqual(before);
      expect(before).toMatchObject({ state: 'exited', exitCode: 137, finishedAt: expect.any(String) });
    });

    it('after its program has ended, list and inspect give its exit code', async () => {
      const world = new World(subject());
      const id = await world.create('job', { exits: 3 });
      await world.runToEnd(id);
      expect(await world.engine.containers.inspect(id)).toMatchObject({ state: 'exited', exitCode: 3 });
      expect(await world.engine.containers.list(world.labels)).toMatchObject([
        { state: 'exited', exitCode: 3 },
      ]);
    });

    it('killing a container that does not run is a conflict', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      await expect(world.engine.containers.kill(id)).rejects.toMatchObject({ failure: { kind: 'conflict' } });
    });

    it('a paused container goes on when it is unpaused, and neither can be done twice', async () => {
      const world = new World(subject());
      const { containers } = world.engine;
      const conflict = { failure: { kind: 'conflict' } };
      const id = await world.running('web');
      await containers.pause(id);
      expect(await containers.inspect(id)).toMatchObject({ state: 'paused' });
      await expect(containers.pause(id)).rejects.toMatchObject(conflict);
      await containers.unpause(id);
      expect(await containers.inspect(id)).toMatchObject({ state: 'running' });
      await expect(containers.unpause(id)).rejects.toMatchObject(conflict);
    });

    it('restarting runs it again from the beginning', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      const before = await world.engine.containers.inspect(id);
      await world.engine.containers.restart(id, { timeoutSeconds: 0 });
      const after = await world.engine.containers.inspect(id);
      expect(after.state).toBe('running');
      expect(after.startedAt).not.toBe(before.startedAt);
    });

    it('a renamed container leaves its name free', async () => {
      const world = new World(subject());
      const id = await world.create('web');
      await world.engine.containers.rename(id, world.name('old'));
      const other = await world.create('web');
      const { containers } = world.engine;
      await expect(containers.rename(other, world.name('old'))).rejects.toMatchObject({
        failure: { kind: 'name-conflict', name: world.name('old'), ownerId: id },
      });
      expect((await containers.inspect(id)).name).toBe(world.name('old'));
    });

    it('removing takes a running container away, and one that is gone is no failure', async () => {
      const world = new World(subject());
      const id = await world.running('web');
      await world.engine.containers.remove(id);
      await world.engine.containers.remove(id);
      expect(await world.engine.containers.list(world.labels)).toEqual([]);
      await expect(world.engine.containers.inspect(id)).rejects.toMatchObject({
        failure: { kind: 'not-found' },
      });
    });

    it('starting a container that is not there is not-found', async () => {
      const world = new World(subject());
      const id = containerId('f'.repeat(64));
      await expect(world.engine.containers.start(id)).rejects.toMatchObject({
        failure: { kind: 'not-found' },
      });
    });

    it('a published port that another container holds is refused with the owner, and given up with it', async () => {
      const world = new World(subject());
      const port = await world.freePort();
      const ports = [{ target: 80, published: String(port), protocol: 'tcp' }];
      const service = (what: string) => ({ ...world.spec(what).service, ports });
      const first = await world.running('first', {}, { service: service('first') });
      const second = await world.create('second', {}, { service: service('second') });
      await expect(world.engine.containers.start(second)).rejects.toMatchObject({
        failure: { kind: 'port-in-use', port, owner: world.name('first') },
      });
      await world.engine.containers.stop(first, { timeoutSeconds: 0 });
      await world.engine.containers.start(second);
      const listed = await world.engine.containers.list(world.labels);
      const running = listed.find(({ id }) => id === second);
      expect(running?.ports).toContainEqual(expect.objectContaining({ target: 80, published: port }));
    });

    it('a call with an aborted signal rejects with its reason and does nothing', async () => {
      const world = new World(subject());
      const reason = new Error('the caller has had enough');
      const signal = AbortSignal.abort(reason);
      await expect(world.engine.containers.create(world.spec('web'), { signal })).rejects.toBe(reason);
      expect(await world.engine.containers.list(world.labels)).toEqual([]);
    });
  });
}

async function drained(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}
