import type { CallOptions, NetworkCalls } from '../../src/engine/engine.js';
import type { ObservedNetwork } from '../../src/model/observed.js';
import { isRunning } from './fake-container.js';
import { type FakeContainers, refused } from './fake-containers.js';
import type { Journal } from './journal.js';
import { matchesLabels } from './labels.js';

/** Networks that every engine has. */
const builtIn = ['bridge', 'host', 'none'].map((name) => ({ id: name.padStart(64, '0'), name, labels: {} }));

export class FakeNetworks implements NetworkCalls {
  readonly all: ObservedNetwork[] = [...builtIn];
  readonly #journal: Journal;
  readonly #containers: () => FakeContainers;
  #made = 0;

  constructor(journal: Journal, containers: () => FakeContainers) {
    this.#journal = journal;
    this.#containers = containers;
  }

  readonly list: NetworkCalls['list'] = async (filter, options) => {
    await this.#enter('list', '', options, false);
    return this.all.filter(({ labels }) => matchesLabels(labels, filter));
  };

  readonly find: NetworkCalls['find'] = async (nameOrId, options) => {
    await this.#enter('find', nameOrId, options, false);
    return this.#find(nameOrId);
  };

  readonly create: NetworkCalls['create'] = async ({ definition: { name }, labels }, options) => {
    await this.#enter('create', name, options);
    if (this.#find(name) !== undefined) {
      throw refused(`network with name ${name} already exists`, { kind: 'name-conflict', name });
    }
    this.#made += 1;
    const id = this.#made.toString(16).padStart(64, 'e');
    this.all.push({ id, name, labels });
    return id;
  };

  readonly remove: NetworkCalls['remove'] = async (id, options) => {
    await this.#enter('remove', id, options);
    const network = this.#get(id);
    const used = this.#containers().all.some(
      (container) => isRunning(container) && container.networks.includes(network.name),
    );
    if (used) throw refused(`network ${network.name} has active endpoints`, { kind: 'in-use' });
    this.all.splice(this.all.indexOf(network), 1);
  };

  readonly connect: NetworkCalls['connect'] = async (id, container, attachment, options) => {
    await this.#enter('connect', id, options);
    const { name } = this.#get(id);
    const found = this.#containers().get(container);
    if (!found.networks.includes(name)) found.networks.push(name);
    found.attachments.set(name, attachment);
  };

  readonly disconnect: NetworkCalls['disconnect'] = async (id, container, options) => {
    await this.#enter('disconnect', id, options);
    const { name } = this.#get(id);
    const found = this.#containers().get(container);
    found.networks = found.networks.filter((network) => network !== name);
    found.attachments.delete(name);
  };

  idOf(name: string): string | undefined {
    return this.#find(name)?.id;
  }

  #find(nameOrId: string): ObservedNetwork | undefined {
    return this.all.find(({ id, name }) => id === nameOrId || name === nameOrId);
  }

  #get(nameOrId: string): ObservedNetwork {
    const network = this.#find(nameOrId);
    if (network === undefined) throw refused(`network ${nameOrId} not found`, { kind: 'not-found' });
    return network;
  }

  #enter(call: string, subject: string, options: CallOptions | undefined, writes = true): Promise<void> {
    const named = this.#find(subject)?.name ?? subject;
    return this.#journal.enter({ call: `networks.${call}`, writes, subject: named }, options);
  }
}
