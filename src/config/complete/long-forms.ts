import { asDependencies, asKeyed, asList, asNamed, asRequests, withContext } from '../merge/merge-shapes.js';
import { type Node, toPlain } from '../node.js';
import { device } from '../read/devices.js';
import { mount } from '../read/mount.js';
import { Origins } from '../read/origins.js';
import { port } from '../read/port.js';
import type { Reader, Reading } from '../read/reader.js';

/** A part of a document as plain data, with short forms written out. */
type Form = (node: Node) => unknown;

export type Plain = Record<string, unknown>;

/**
 * The files with short forms written out where that can be done without knowing variables: what holds an expression
 * in the way stays as it is, and so does every value.
 */
export function longForms(root: Node, folders: Omit<Reading, 'report' | 'origins'>): Plain {
  const context = folders.paths === 'absolute' ? folders.projectDirectory : '.';
  /** Undefined: cannot be read before variables are known. */
  const read = (reader: Reader<unknown>, node: Node): unknown => {
    let readable = true;
    const reading: Reading = {
      ...folders,
      origins: new Origins(),
      report: () => {
        readable = false;
      },
    };
    const value = reader({ node, key: '', keyAt: node.at, parent: undefined, reading });
    return readable ? value : undefined;
  };
  const shortFormOf =
    (reader: Reader<unknown>): Form =>
    (node) =>
      node.kind === 'scalar' ? (read(reader, node) ?? node.value) : toPlain(node);

  /** All of them or, if one cannot be read, none. */
  const ports: Form = (node) => {
    if (node.kind !== 'sequence') return toPlain(node);
    const items = node.items.map((item) =>
      item.kind === 'scalar' ? read(port, item) : withPortDefaults(item),
    );
    return node.items.flatMap((item, index) => (items.includes(undefined) ? asWritten(item) : items[index]));
  };
  const asWritten: Form = (item) => (item.kind === 'mapping' ? withPortDefaults(item) : toPlain(item));

  const services = eachEntry(
    mapping({
      build: (node) => withDefaults({ context }, build(withContext(node))),
      configs: eachItem(reference),
      secrets: eachItem((node) => withTarget(reference(node))),
      depends_on: (node) =>
        eachEntry((item) => withDefaults({ required: true }, toPlain(item)))(asDependencies(node)),
      env_file: (node) => eachItem(environmentFile)(asList(node)),
      label_file: listed,
      networks: named,
      models: named,
      volumes: unique(eachItem(shortFormOf(mount)), targetOf),
      ports,
      devices: eachItem(shortFormOf(device)),
      gpus: (node) => eachItem(deviceRequest)(asRequests(node)),
      dns: unique(listed, String),
      dns_opt: once,
      dns_search: once,
      cap_add: once,
      cap_drop: once,
      expose: once,
      links: once,
      profiles: once,
      tmpfs: once,
      annotations: onceByName,
      environment: onceByName,
      labels: onceByName,
      sysctls: onceByName,
      develop: mapping({ watch: eachItem(mapping({ ignore: listed, include: listed })) }),
      deploy: mapping({
        resources: mapping({ reservations: mapping({ devices: eachItem(deviceRequest) }) }),
      }),
    }),
  );
  const document = mapping({
    services,
    networks: resources,
    volumes: resources,
    configs: resources,
    secrets: resources,
  })(root);
  if (!isPlain(document)) return {};
  const { version: _, ...meant } = document;
  return meant;
}

/** `external: {name: x}` names it too. */
const resources = eachEntry((node) => {
  const resource = toPlain(node);
  const external = isPlain(resource) ? resource['external'] : undefined;
  return isPlain(external) ? withDefaults(external, { ...Object(resource), external: true }) : resource;
});

const listed: Form = (node) => toPlain(asList(node));
const named: Form = (node) => toPlain(asNamed(node));

const reference: Form = (node) => (node.kind === 'scalar' ? { source: node.value } : toPlain(node));

const withTarget = (value: unknown): unknown =>
  isPlain(value) ? { target: `/run/secrets/${String(value['source'])}`, ...value } : value;

const environmentFile: Form = (node) =>
  node.kind === 'scalar'
    ? { path: node.value, required: true }
    : withDefaults({ required: true }, toPlain(node));

const withPortDefaults: Form = (node) => withDefaults({ mode: 'ingress', protocol: 'tcp' }, toPlain(node));

const deviceRequest: Form = (node) => {
  const value = toPlain(node);
  return isPlain(value) && !('device_ids' in value) ? { count: 'all', ...value } : value;
};

/** What is listed again takes the place of the first. */
function unique(form: Form, keyOf: (item: unknown) => string): Form {
  return (node) => {
    const items = form(node);
    if (!Array.isArray(items)) return items;
    const byKey = new Map<string, unknown>();
    for (const item of items) byKey.set(keyOf(item), item);
    return [...byKey.values()];
  };
}

const targetOf = (item: unknown): string => (isPlain(item) ? String(item['target']) : String(item));
const nameOf = (item: unknown): string => String(item).split('=', 1)[0] ?? '';
const once = unique(toPlain, String);
const onceByName = unique(toPlain, nameOf);

const text: Form = (node) => (node.kind === 'scalar' ? node.text : toPlain(node));
const keyed: Form = (node) => toPlain(asKeyed(node));

const build = mapping({
  args: onceByName,
  labels: onceByName,
  tags: once,
  secrets: eachItem(reference),
  provenance: text,
  sbom: text,
  additional_contexts: keyed,
  ssh: keyed,
});

function mapping(forms: Readonly<Record<string, Form>>): Form {
  return (node) => {
    if (node.kind !== 'mapping') return toPlain(node);
    const plain: Plain = Object.create(null);
    for (const [key, { value }] of node.entries)
      plain[key] = (Object.hasOwn(forms, key) ? forms[key] : undefined)?.(value) ?? toPlain(value);
    return plain;
  };
}

function eachEntry(form: Form): Form {
  return (node) => {
    if (node.kind !== 'mapping') return toPlain(node);
    const plain: Plain = Object.create(null);
    for (const [key, { value }] of node.entries) plain[key] = form(value);
    return plain;
  };
}

function eachItem(form: Form): Form {
  return (node) => (node.kind === 'sequence' ? node.items.map(form) : toPlain(node));
}

const withDefaults = (defaults: Plain, value: unknown): unknown =>
  isPlain(value) ? { ...defaults, ...value } : value;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
