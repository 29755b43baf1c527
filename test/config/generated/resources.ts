import fc from 'fast-check';
import {
  anyScalar,
  flag,
  keyed,
  list,
  mapOf,
  mostly,
  oneOf,
  pick,
  some,
  text,
  whole,
  withSome,
} from './notations.js';
import { configNames, modelNames, networkNames, options, path, secretNames, volumeNames } from './service.js';
import type { Tree } from './tree.js';

const external = mostly(flag, pick<Tree>({ name: 'ext' }, {}, { name: '$A' }, null));
const nothing = fc.constant<Tree>(null);

const network = mostly(
  oneOf(
    nothing,
    some({
      name: text,
      driver: text,
      driver_opts: options,
      internal: flag,
      attachable: flag,
      enable_ipv4: flag,
      enable_ipv6: flag,
      labels: keyed,
      ipam: mostly(
        some({
          driver: text,
          config: list(
            some({
              subnet: pick('10.0.0.0/24', '$A/8', ''),
              gateway: text,
              ip_range: text,
              aux_addresses: mapOf(pick('h', 'i'), text),
            }),
            2,
          ),
          options: mapOf(pick('a', 'b'), text),
        }),
        pick<Tree>(null, {}, { config: null }, { config: [{}] }),
      ),
      'x-own': anyScalar,
    }),
    withSome({ external: fc.constant<Tree>(true) }, { name: text }),
  ),
  withSome({ external }, { name: text, driver: text, labels: keyed }),
  pick<Tree>({}, [], 'x', { name: null }),
);

const volume = mostly(
  oneOf(
    nothing,
    some({ name: text, driver: text, driver_opts: options, labels: keyed, 'x-own': anyScalar }),
    withSome({ external: fc.constant<Tree>(true) }, { name: text }),
    pick<Tree>(
      { driver: 'local', driver_opts: { type: 'none', o: 'bind', device: './d' } },
      { driver: 'local', driver_opts: { type: 'none', o: 'bind,ro', device: './d' } },
      { driver_opts: { type: 'none', o: 'bind', device: './d' } },
      { driver: 'local', driver_opts: { o: 'bind', device: '~/d' } },
      { driver: 'local', driver_opts: { type: 'nfs', o: 'addr=1', device: ':/x' } },
    ),
  ),
  withSome({ external }, { name: text, driver: text, labels: keyed }),
  pick<Tree>({}, [], 'x', { name: null }),
);

const fileObject = (content: Readonly<Record<string, fc.Arbitrary<Tree>>>) =>
  mostly(
    oneOf(
      withSome({ file: path }, { name: text, labels: keyed, template_driver: text }),
      withSome({ environment: pick('A', 'UNSET', 'EMPTY', '$A') }, { name: text }),
      withSome({ external: fc.constant<Tree>(true) }, { name: text }),
    ),
    withSome(content, { labels: keyed, name: text }, 2),
    withSome(content, { file: path, environment: text, external, name: text }, 2),
    some({
      file: path,
      environment: text,
      content: text,
      external,
      name: text,
      driver: text,
      driver_opts: options,
    }),
    pick<Tree>(null, {}, 'x', { file: '' }, { file: null }),
  );

const model = mostly(
  withSome({ model: pick('ai/m', '$A') }, { name: text, context_size: whole, runtime_flags: list(text) }),
  some({ model: text, name: text, context_size: anyScalar }),
);

const extension = oneOf(
  anyScalar,
  list(anyScalar),
  mapOf(pick('a', 'b', '$A', 'x-y'), oneOf(anyScalar, list(anyScalar), pick<Tree>({}, [], null))),
);

const all = (names: readonly string[], one: fc.Arbitrary<Tree>) =>
  fc.record(Object.fromEntries(names.map((name) => [name, one])));

const calm = {
  network: nothing,
  volume: nothing,
  file: pick<Tree>({ file: './f' }),
  model: pick<Tree>({ model: 'm' }),
};

/** Top-level sections in which all the names that services refer to are defined, mostly plainly. */
export const definitions: fc.Arbitrary<{ readonly [key: string]: Tree }> = fc.record({
  networks: all(
    networkNames.slice(0, 2),
    fc.oneof({ weight: 2, arbitrary: calm.network }, { weight: 1, arbitrary: network }),
  ),
  volumes: all(
    volumeNames,
    fc.oneof({ weight: 2, arbitrary: calm.volume }, { weight: 1, arbitrary: volume }),
  ),
  configs: all(
    configNames,
    fc.oneof({ weight: 3, arbitrary: calm.file }, { weight: 1, arbitrary: fileObject({ content: text }) }),
  ),
  secrets: all(
    secretNames,
    fc.oneof({ weight: 3, arbitrary: calm.file }, { weight: 1, arbitrary: fileObject({ file: path }) }),
  ),
  models: all(modelNames, fc.oneof({ weight: 3, arbitrary: calm.model }, { weight: 1, arbitrary: model })),
});

/** What can be laid over any config or secret without contradicting it. */
const laterFileObject = mostly(
  some({ name: text, labels: keyed, template_driver: text }),
  some({ file: path, environment: text, external }),
);

/** The same for a file that is laid over another: any part of it. */
export const partialDefinitions = some(
  {
    networks: mostly(mapOf(pick(...networkNames), network), pick<Tree>(null, [], {})),
    volumes: mostly(mapOf(pick(...volumeNames), volume), pick<Tree>(null, {})),
    configs: mostly(mapOf(pick(...configNames), laterFileObject), pick<Tree>(null, {})),
    secrets: mostly(mapOf(pick(...secretNames), laterFileObject), pick<Tree>(null, {})),
    models: mostly(mapOf(pick(...modelNames), model), pick<Tree>(null, {})),
  },
  { max: 3 },
);

export const topLevel = some(
  {
    name: mostly(pick('proj', 'p-1', '${UNSET:-n}'), text),
    version: mostly(pick('3.8', '2'), anyScalar),
    'x-own': extension,
    'x-other': extension,
  },
  { max: 2 },
);

/** Extensions of two files are of the same kind, or they cannot be merged. */
export const laterTopLevel = some(
  { name: pick('later'), version: pick('3'), 'x-later': extension },
  { max: 2 },
);
