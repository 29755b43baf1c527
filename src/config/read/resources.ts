import type { FileObject, Model, Network, Volume } from '../../model/project.js';
import { child } from '../node.js';
import { listOf, mapOf, record } from './collections.js';
import { mapping } from './key-values.js';
import { absolutePath, hostPath } from './paths.js';
import { type Place, type Reader, refuse } from './reader.js';
import { anyText, flag, text, wholeNumber } from './scalars.js';

type Ipam = NonNullable<Network['ipam']>;
type IpamConfig = NonNullable<Ipam['config']>[number];

/** A top-level resource before it is given a name of its own. */
export type Unnamed<Resource extends { readonly name: string }> = Omit<Resource, 'name'> & {
  readonly name?: string;
};

/** `true`, or the obsolete mapping with the name. */
const external: Reader<boolean> = (place) => (place.node.kind === 'mapping' ? true : flag(place));

/** What is written without settings is a resource like any other, and `external: {name: x}` names it too. */
function resource<Model extends { readonly name?: string; readonly external?: boolean }>(
  reader: Reader<Model>,
  empty: Model,
): Reader<Model> {
  return (place) => {
    if (place.node.kind === 'scalar') return place.node.value === null ? { ...empty } : undefined;
    const read = reader(place);
    const name = obsoleteName(place);
    if (read?.name !== undefined && name !== undefined && name !== read.name)
      return refuse(place, '`name` and `external.name` are not the same', {
        help: 'keep `name`, beside `external: true`',
      });
    return read === undefined || name === undefined || read.name !== undefined
      ? read
      : place.reading.origins.remember({ ...read, name }, place.node);
  };
}

function obsoleteName({ node }: Place): string | undefined {
  const name = child(child(node, 'external'), 'name');
  return name?.kind === 'scalar' ? name.text : undefined;
}

export const network: Reader<Unnamed<Network>> = resource(
  record<Unnamed<Network>>({
    name: text,
    external,
    driver: text,
    driver_opts: mapOf(anyText),
    ipam: record<Ipam>({
      driver: text,
      config: listOf(
        record<IpamConfig>({ subnet: text, gateway: text, ip_range: text, aux_addresses: mapOf(text) }),
      ),
      options: mapOf(text),
    }),
    internal: flag,
    attachable: flag,
    enable_ipv4: flag,
    enable_ipv6: flag,
    labels: mapping,
  }),
  {},
);

/** The local driver mounts a folder of the host when told so with options; that folder is a path like any other. */
const withBoundFolder = (read: Unnamed<Volume>, place: Place): Unnamed<Volume> => {
  const { driver_opts: options, driver } = read;
  const device = options?.['device'];
  if (driver !== 'local' || options?.['o'] !== 'bind' || device === undefined) return read;
  const resolved = Object.assign(Object.create(null), options, {
    device: absolutePath(device, place.reading),
  });
  return { ...read, driver_opts: resolved };
};

const volumeSettings = record<Unnamed<Volume>>({
  name: text,
  external,
  driver: text,
  driver_opts: mapOf(anyText),
  labels: mapping,
});

export const volume: Reader<Unnamed<Volume>> = resource((place) => {
  const read = volumeSettings(place);
  return read && place.reading.origins.remember(withBoundFolder(read, place), place.node);
}, {});

export const fileObject: Reader<Unnamed<FileObject>> = resource(
  record<Unnamed<FileObject>>({
    name: text,
    external,
    file: hostPath,
    environment: text,
    content: text,
    labels: mapping,
    driver: text,
    driver_opts: mapOf(anyText),
    template_driver: text,
  }),
  {},
);

export const model = record<Model>(
  { name: text, model: text, context_size: wholeNumber, runtime_flags: listOf(text) },
  ['model'],
);
