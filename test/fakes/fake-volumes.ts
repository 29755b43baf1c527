import type { CallOptions, VolumeCalls } from '../../src/engine/engine.js';
import type { ObservedVolume } from '../../src/model/observed.js';
import { type FakeContainers, refused } from './fake-containers.js';
import type { Journal } from './journal.js';
import { matchesLabels } from './labels.js';

export class FakeVolumes implements VolumeCalls {
  readonly all: ObservedVolume[] = [];
  readonly #journal: Journal;
  readonly #containers: () => FakeContainers;

  constructor(journal: Journal, containers: () => FakeContainers) {
    this.#journal = journal;
    this.#containers = containers;
  }

  readonly list: VolumeCalls['list'] = async (filter, options) => {
    await this.#enter('list', '', options, false);
    return this.all.filter(({ labels }) => matchesLabels(labels, filter));
  };

  readonly find: VolumeCalls['find'] = async (name, options) => {
    await this.#enter('find', name, options, false);
    return this.#find(name);
  };

  readonly create: VolumeCalls['create'] = async ({ definition, labels }, options) => {
    const { name, external: _external, ...attributes } = definition;
    await this.#enter('create', name, options);
    // An engine answers a name that is taken with the volume that has it, as it is.
    if (this.#find(name) === undefined) this.all.push({ name, driver: 'local', ...attributes, labels });
  };

  readonly remove: VolumeCalls['remove'] = async (name, options) => {
    await this.#enter('remove', name, options);
    if (this.#find(name) === undefined) throw refused(`get ${name}: no such volume`, { kind: 'not-found' });
    const used = this.#containers().all.some(({ mounts }) => mounts.some((mount) => mount.name === name));
    if (used) throw refused(`remove ${name}: volume is in use`, { kind: 'in-use' });
    this.drop(name);
  };

  /** As an engine makes a volume that a new container names and that is not there yet. */
  make(name: string): void {
    if (this.#find(name) === undefined) this.all.push({ name, labels: {} });
  }

  drop(name: string): void {
    const index = this.all.findIndex((volume) => volume.name === name);
    if (index >= 0) this.all.splice(index, 1);
  }

  #find(wanted: string): ObservedVolume | undefined {
    return this.all.find(({ name }) => name === wanted);
  }

  #enter(call: string, subject: string, options: CallOptions | undefined, writes = true): Promise<void> {
    return this.#journal.enter({ call: `volumes.${call}`, writes, subject }, options);
  }
}
