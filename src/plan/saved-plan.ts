import { createHmac, scryptSync } from 'node:crypto';
import type { Selection } from '../graph/select-services.js';
import { canonicalJson } from '../model/canonical-json.js';
import { isOneoff, label } from '../model/labels.js';
import type { ObservedContainer, ObservedState } from '../model/observed.js';
import { holdsValues, isSecretValue, withFingerprints } from './applied.js';
import type { Decision, Plan } from './plan.js';
import type { UpInput } from './up-options.js';
import { usedKeys } from './up-resources.js';

/**
 * What a plan was made of, kept to tell later whether the same plan would be made again, and if not, what moved. It
 * holds no definition of a container and no value that looks secret: only the plan that is made again is carried out.
 */
export interface PlanBasis {
  readonly project: string;
  /** The folder from which the files were found, absolute. */
  readonly folder: string;
  /** Version of this program. */
  readonly madeBy: string;
  /** Of the digests below; hexadecimal, another one for every plan. */
  readonly salt: string;
  /**
   * Of the whole plan and all contents at once, as slow to compute as that of a password: to find out a single secret
   * from it, one has to guess all that the plan holds, and each guess costs a tenth of a second.
   */
  readonly fingerprint: string;
  readonly observed: Readonly<Record<ObservedKind, Readonly<Record<string, ObservedThing>>>>;
  /**
   * Digest by attribute of what the plan is about, by name as in `service web`. Values of environments, labels, build
   * arguments and the like are left out, as is all that looks secret: such a digest is quick to compute.
   */
  readonly definitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By name, as in `container app-web-1`. */
  readonly decisions: Readonly<Record<string, DecidedThing>>;
}

type ObservedKind = 'container' | 'network' | 'volume' | 'image';

interface ObservedThing {
  /** Of volumes: none. */
  readonly id: string;
  readonly state?: string;
  readonly health?: string;
  /** Of all else that is known of it and may change without its becoming another one. */
  readonly digest: string;
}

interface DecidedThing {
  readonly action: Decision['action'];
  /** Digest. */
  readonly causes: string;
}

export interface PlanSource {
  readonly plan: Plan;
  readonly selection: Selection;
  readonly observed: ObservedState;
  /** Of the contents of configs and secrets. */
  readonly fingerprints: UpInput['fingerprints'];
  readonly folder: string;
  readonly version: string;
}

/** @param salt hexadecimal */
export function planBasis(source: PlanSource, salt: string): PlanBasis {
  return {
    project: source.plan.project,
    folder: source.folder,
    madeBy: source.version,
    salt,
    fingerprint: planFingerprint(source, salt),
    observed: observedThings(source, salt),
    definitions: definitionDigests(source.selection, salt),
    decisions: Object.fromEntries(
      source.plan.decisions.map(({ resource, name, action, causes }) => [
        `${resource} ${name}`,
        { action, causes: digest(salt, causes) },
      ]),
    ),
  };
}

function planFingerprint({ plan, fingerprints }: PlanSource, salt: string): string {
  // The engine lists in no promised order.
  const nodes = plan.nodes
    .map((node) => ({ ...node, after: [...node.after].sort((left, right) => byText(left.node, right.node)) }))
    .sort((left, right) => byText(left.id, right.id));
  const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
  return scryptSync(canonicalJson({ nodes, fingerprints }), salt, 32, cost).toString('hex');
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function observedThings({ plan, selection, observed }: PlanSource, salt: string): PlanBasis['observed'] {
  const decided = new Set(plan.decisions.map(({ resource, name }) => `${resource} ${name}`));
  const things = <Item extends { readonly name: string }>(
    kind: ObservedKind,
    items: readonly Item[],
    describe: (item: Item) => ObservedThing,
  ) =>
    Object.fromEntries(
      items.filter(({ name }) => decided.has(`${kind} ${name}`)).map((item) => [item.name, describe(item)]),
    );
  const isInvolved = ({ name, labels }: ObservedContainer): boolean =>
    decided.has(`container ${name}`) ||
    (!isOneoff(labels) && selection.services.has(labels[label.service] ?? ''));
  return {
    container: Object.fromEntries(
      observed.containers
        .filter(isInvolved)
        .map((container) => [container.name, describeContainer(container, salt)]),
    ),
    network: things('network', observed.networks, ({ id, ...rest }) => ({ id, digest: digest(salt, rest) })),
    volume: things('volume', observed.volumes, (volume) => ({ id: '', digest: digest(salt, volume) })),
    image: Object.fromEntries(
      Object.entries(observed.images).map(([reference, { id }]) => [reference, { id, digest: '' }]),
    ),
  };
}

/** Neither what is there for people nor labels, which stay what they are as long as the container does. */
function describeContainer(
  { id, state, health, labels: _labels, statusText: _statusText, ...rest }: ObservedContainer,
  salt: string,
): ObservedThing {
  const sorted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((item) => canonicalJson(item)).sort() : value,
    ]),
  );
  return { id, state, ...(health === undefined ? {} : { health }), digest: digest(salt, sorted) };
}

function definitionDigests(selection: Selection, salt: string): PlanBasis['definitions'] {
  const { project } = selection;
  const used = usedKeys({ selection });
  const definitions: readonly (readonly [string, object | undefined])[] = [
    ...[...selection.services].map((name) => [`service ${name}`, project.services[name]] as const),
    ...used.networks.map((key) => [`network ${key}`, project.networks[key]] as const),
    ...used.volumes.map((key) => [`volume ${key}`, project.volumes[key]] as const),
  ];
  return Object.fromEntries(
    definitions.flatMap(([name, definition]) =>
      definition === undefined ? [] : [[name, attributeDigests(definition, salt)]],
    ),
  );
}

function attributeDigests(definition: object, salt: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(withFingerprints({ ...definition }))
      .filter(([, value]) => value !== undefined)
      .map(([attribute, value]) => [attribute, digest(salt, withoutValues(value, attribute))]),
  );
}

function withoutValues(value: unknown, path: string): unknown {
  if (holdsValues(path)) return null;
  if (isSecretValue(value)) return value.text ?? null;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutValues(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withoutValues(part, `${path}.${key}`)]),
  );
}

const digest = (salt: string, value: unknown): string =>
  createHmac('sha256', salt).update(canonicalJson(value)).digest('hex').slice(0, 16);
