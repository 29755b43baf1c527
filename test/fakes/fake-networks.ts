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

  readonly create: NetworkCalls['create'] = async ({ definition, labels }, options) => {
    const { name, external: _external, ...attributes } = definition;
    await this.#enter('create', name, options);
    if (this.#find(name) !== undefined) {
      throw refused(`network with name ${name} already exists`, { kind: 'name-conflict', name });
    }
    this.#made += 1;
    const id = this.#made.toString(16).padStart(64, 'e');
    this.all.push({ id, name, driver: 'bridge', ...attributes, labels });
    return id;
  };

  readonly remove: NetworkCalls['remove'] = async (id, options) => {
    await this.#enter('remove', id, options);
    const network = this.#get(id);
    const used = this.#containers().all.some(
      (container) => isRunning(container) && container.networks.some((one) => one.id === network.id),
    );
    if (used) throw refused(`network ${network.name} has active endpoints`, { kind: 'in-use' });
    this.all.splice(this.all.indexOf(network), 1);
  };

  readonly connect: NetworkCalls['connect'] = async (nameOrId, container, attachment, options) => {
    await this.#enter('connect', nameOrId, options);
    const { id, name } = this.#get(nameOrId);
    const found = this.#containers().get(container);
    const others = found.networks.filter((endpoint) => endpoint.attachment.network !== name);
    // Only a running one holds on to its place.
    if (isRunning(found) && others.length < found.networks.length) return;
    const endpoint = { attachment: { ...attachment, network: name }, id: isRunning(found) ? id : '' };
    found.networks = [...others, endpoint];
  };

  readonly disconnect: NetworkCalls['disconnect'] = async (id, container, options) => {
    await this.#enter('disconnect', id, options);
    const { name } = this.#get(id);
    const found = this.#containers().get(container);
    found.networks = found.networks.filter(({ attachment }) => attachment.network !== name);
  };

  idOf(nameOrId: string): string | undefined {
    return this.#find(nameOrId)?.id;
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
