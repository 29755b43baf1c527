import type { FileObject, Model, Network, Volume } from '../../model/project.js';
import { entriesOf, type Node } from '../node.js';
import { childPlace, mapOf } from './collections.js';
import type { Place, Reader, Reading } from './reader.js';
import { fileObject, model, network, type Unnamed, volume } from './resources.js';
import { service, type WrittenService } from './service.js';

/** A whole document in canonical form, before defaults. */
export interface WrittenProject {
  readonly services: Readonly<Record<string, WrittenService>>;
  readonly networks: Readonly<Record<string, Unnamed<Network>>>;
  readonly volumes: Readonly<Record<string, Unnamed<Volume>>>;
  readonly configs: Readonly<Record<string, Unnamed<FileObject>>>;
  readonly secrets: Readonly<Record<string, Unnamed<FileObject>>>;
  readonly models: Readonly<Record<string, Model>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export function readProject(root: Node, reading: Reading): WrittenProject {
  const top: Place = { node: root, key: '', keyAt: root.at, parent: undefined, reading };
  return {
    services: section(top, 'services', service),
    networks: section(top, 'networks', network),
    volumes: section(top, 'volumes', volume),
    configs: section(top, 'configs', fileObject),
    secrets: section(top, 'secrets', fileObject),
    models: section(top, 'models', model),
    extensions: readExtensions(root),
  };
}

function section<Value>(top: Place, key: string, reader: Reader<Value>): Record<string, Value> {
  const place = childPlace(top, key);
  return (place && mapOf(reader)(place)) ?? Object.create(null);
}

function readExtensions(root: Node): Record<string, unknown> {
  const extensions: Record<string, unknown> = Object.create(null);
  for (const [key, { value }] of entriesOf(root)) if (key.startsWith('x-')) extensions[key] = toExact(value);
  return extensions;
}

/** Plain data in which whole numbers keep all of their digits: nothing but print is done with them. */
function toExact(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'number' && node.isFloat !== true && !Number.isSafeInteger(node.value)
        ? BigInt(node.text)
        : node.value;
    case 'sequence':
      return node.items.map(toExact);
    case 'mapping': {
      const exact: Record<string, unknown> = Object.create(null);
      for (const [key, { value }] of node.entries) exact[key] = toExact(value);
      return exact;
    }
    default:
      return node satisfies never;
  }
}
