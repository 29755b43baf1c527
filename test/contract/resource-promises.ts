import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/engine-error.js';
import { type Subject, World } from './world.js';

const noSettings = { aliases: [], settings: {} };

export function resourcePromises(subject: () => Subject): void {
  it('it tells what it runs on', async () => {
    const { engine } = new World(subject());
    const { storageDriver, rootDir, cpus, memoryBytes } = await engine.info();
    expect(storageDriver).not.toBe('');
    expect(rootDir).toMatch(/^\//);
    expect(cpus).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThan(2 ** 20);
  });

  describe('networks', () => {
    it('a network is found by name, by id and by label', async () => {
      const world = new World(subject());
      const { id, name } = await world.network('net', { internal: true });
      const { networks } = world.engine;
      const expected = { id, name, labels: world.labels, driver: 'bridge', internal: true };
      expect(await networks.find(name)).toMatchObject(expected);
      expect(await networks.find(id)).toMatchObject(expected);
      expect(await networks.list(world.labels)).toMatchObject([expected]);
    });

    it('a network that is not there is undefined', async () => {
      const world = new World(subject());
      expect(await world.engine.networks.find(world.name('nosuch'))).toBeUndefined();
    });

    it('a taken name is refused', async () => {
      const world = new World(subject());
      const { name } = await world.network('net');
      await expect(world.network('net')).rejects.toMatchObject({ failure: { kind: 'name-conflict', name } });
    });

    it('a network is in use while a container on it runs', async () => {
      const world = new World(subject());
      const { id, name: network } = await world.network('net');
      const container = await world.running('web', {}, { networks: [{ network, ...noSettings }] });
      await expect(world.engine.networks.remove(id)).rejects.toMatchObject({ failure: { kind: 'in-use' } });
      await world.engine.containers.remove(container);
      await world.engine.networks.remove(id);
      expect(await world.engine.networks.find(id)).toBeUndefined();
    });

    it('removing a network that is gone is not-found', async () => {
      const world = new World(subject());
      const { id } = await world.network('net');
      await world.engine.networks.remove(id);
      await expect(world.engine.networks.remove(id)).rejects.toMatchObject({
        failure: { kind: 'not-found' },
      });
    });

    it('a container is created with all its networks, and can leave and join', async () => {
      const world = new World(subject());
      const one = await world.network('one');
      const two = await world.network('two');
      const attachments = [one, two].map(({ name }) => ({ network: name, ...noSettings }));
      const id = await world.create('web', {}, { networks: attachments });
      const attached = async () => {
        const [container] = await world.engine.containers.list(world.labels);
        return container?.networks.map(({ name }) => name).sort();
      };
      expect(await attached()).toEqual([one.name, two.name]);
      await world.engine.networks.disconnect(two.id, id);
      expect(await attached()).toEqual([one.name]);
      await world.engine.networks.disconnect(two.id, id);
      await world.engine.networks.connect(two.id, id, { network: two.name, ...noSettings });
      expect(await attached()).toEqual([one.name, two.name]);
    });

    it('joining a network again changes nothing, and the container knows what it was given there', async () => {
      const world = new World(subject());
      const { id: networkId, name: network } = await world.network('net');
      const { containers, networks } = world.engine;
      const id = await world.running('web');
      await networks.connect(networkId, id, { network, aliases: ['one'] });
      await networks.connect(networkId, id, { network, aliases: ['two'] });
      const attached = (await containers.inspect(id)).networks.filter((one) => one.network === network);
      expect(attached).toMatchObject([{ aliases: expect.arrayContaining(['one']) }]);
      expect(attached).not.toMatchObject([{ aliases: expect.arrayContaining(['two']) }]);
    });

    it('a container that was stopped does not start on a successor of its network until it is joined to it', async () => {
      const world = new World(subject());
      const { id: old, name: network } = await world.network('net');
      const { containers, networks } = world.engine;
      const id = await world.running('web', {}, { networks: [{ network, ...noSettings }] });
      await containers.stop(id, { timeoutSeconds: 0 });
      await networks.remove(old);
      const { id: successor } = await world.network('net');
      await expect(containers.start(id)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
      await networks.disconnect(network, id);
      await networks.connect(network, id, { network, aliases: ['web'] });
      await containers.start(id);
      const [container] = await containers.list(world.labels);
      expect(container?.networks).toEqual([{ name: network, id: successor }]);
    });

    it('a container is not created when one of its networks is missing, or cannot be started then', async () => {
      const world = new World(subject());
      const one = await world.network('one');
      const networks = [one.name, world.name('nosuch')].map((network) => ({ network, ...noSettings }));
      const attempt = async () => world.running('web', {}, { networks });
      await expect(attempt()).rejects.toMatchObject({ failure: { kind: 'not-found' } });
      const running = (await world.engine.containers.list(world.labels)).filter(
        ({ state }) => state === 'running',
      );
      expect(running).toEqual([]);
    });
  });

  describe('volumes', () => {
    it('a volume is found by name and by label', async () => {
      const world = new World(subject());
      const name = await world.volume('data');
      const expected = { name, labels: world.labels, driver: 'local' };
      expect(await world.engine.volumes.find(name)).toMatchObject(expected);
      expect(await world.engine.volumes.list(world.labels)).toMatchObject([expected]);
      expect(await world.engine.volumes.find(world.name('nosuch'))).toBeUndefined();
    });

    it('creating a volume twice leaves the first as it is', async () => {
      const world = new World(subject());
      const name = await world.volume('data');
      await world.engine.volumes.create({ definition: { name }, labels: { ...world.labels, later: 'yes' } });
      expect((await world.engine.volumes.find(name))?.labels).toEqual(world.labels);
    });

    it('a volume is in use as long as a container has it, running or not', async () => {
      const world = new World(subject());
      const name = await world.volume('data');
      const mounts = [{ type: 'volume', source: name, target: '/data' }] as const;
      const container = await world.create('web', {}, { mounts });
      const { containers, volumes } = world.engine;
      await expect(volumes.remove(name)).rejects.toMatchObject({ failure: { kind: 'in-use' } });
      await containers.remove(container, { anonymousVolumes: true });
      await volumes.remove(name);
      await expect(volumes.remove(name)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    });

    it('anonymous volumes go with their container exactly when asked to', async () => {
      const world = new World(subject());
      const mounts = [{ type: 'volume', target: '/data' }] as const;
      const { containers, volumes } = world.engine;
      const volumeOf = async () => (await containers.list(world.labels))[0]?.mounts[0]?.name ?? '';

      const kept = await world.create('web', {}, { mounts });
      const keptVolume = await volumeOf();
      await containers.remove(kept);
      expect(await volumes.find(keptVolume)).toBeDefined();
      await volumes.remove(keptVolume);

      const gone = await world.create('web', {}, { mounts });
      const goneVolume = await volumeOf();
      await containers.remove(gone, { anonymousVolumes: true });
      expect(await volumes.find(goneVolume)).toBeUndefined();
    });
  });

  describe('images', () => {
    it('images are found by the reference asked for; those that are not there have no entry', async () => {
      const { engine, image } = subject();
      const found = await engine.images.find([image, `${image}-nosuch`]);
      expect(Object.keys(found)).toEqual([image]);
      const id = found[image]?.id ?? '';
      expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(found[image]?.tags).toContain(image);
      expect(await engine.images.find([id])).toHaveProperty([id, 'id'], id);
    });

    it('a reference with a digest is pinned already: only its name is completed', async () => {
      const digest = `sha256:${'0'.repeat(64)}`;
      const { images } = subject().engine;
      expect(await images.pin(`localhost:1/app@${digest}`)).toBe(`localhost:1/app@${digest}`);
    });

    it('a reference that no registry knows cannot be pinned', async () => {
      const { images } = subject().engine;
      await expect(images.pin('localhost:1/nosuch:1')).rejects.toBeInstanceOf(EngineError);
      await expect(images.pin('localhost:1/../../version?')).rejects.toBeInstanceOf(EngineError);
    });

    it('a build tags the image, and removing the last tag removes it', async () => {
      const world = new World(subject());
      const { engine, image } = subject();
      const reference = `${world.name('built')}:1`;
      const definition = { dockerfile_inline: `FROM ${image}\nLABEL made.by=${world.name('built')}\n` };
      let told = 0;
      const { labels } = world;
      for await (const _ of engine.images.build({ definition, names: [reference], labels })) told += 1;
      expect(told).toBeGreaterThan(0);
      expect(await engine.images.find([reference])).toHaveProperty([reference, 'tags'], [reference]);
      expect(await engine.images.list(labels)).toMatchObject([{ tags: [reference], labels }]);
      await engine.images.remove(reference);
      expect(await engine.images.find([reference])).toEqual({});
      expect(await engine.images.list(labels)).toEqual([]);
      await expect(engine.images.remove(reference)).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    });
  });
}
