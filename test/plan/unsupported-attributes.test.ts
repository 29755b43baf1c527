import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { selectServices } from '../../src/graph/select-services.js';
import type { FileObject, Project, Service } from '../../src/model/project.js';
import { unsupportedAttributes } from '../../src/plan/unsupported-attributes.js';
import { makeProject, prepared } from './make-project.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const schema: Schema & { readonly definitions: Readonly<Record<string, Schema>> } = JSON.parse(
  await readFile(new URL('../../schemas/compose.schema.json', import.meta.url), 'utf8'),
);

type Parts = Partial<Service>;
const build = (parts: Service['build']): Parts => ({ build: { context: '/srv/app', ...parts } });
const mount = { target: '/data' } as const;

/** What the planner refuses, with a service that says it, and where the error is. */
const refused: Readonly<Record<string, readonly [Parts, string]>> = {
  'services.*.attach': [{ attach: false }, 'attach'],
  'services.*.blkio_config': [{ blkio_config: { weight: 10 } }, 'blkio_config'],
  'services.*.build.additional_contexts': [
    build({ additional_contexts: { a: '/a' } }),
    'build.additional_contexts',
  ],
  'services.*.build.cache_to': [build({ cache_to: ['type=local'] }), 'build.cache_to'],
  'services.*.build.entitlements': [build({ entitlements: ['network.host'] }), 'build.entitlements'],
  'services.*.build.isolation': [build({ isolation: 'hyperv' }), 'build.isolation'],
  'services.*.build.privileged': [build({ privileged: true }), 'build.privileged'],
  'services.*.build.provenance': [build({ provenance: 'mode=max' }), 'build.provenance'],
  'services.*.build.sbom': [build({ sbom: 'true' }), 'build.sbom'],
  'services.*.build.secrets': [build({ secrets: [{ source: 'token' }] }), 'build.secrets'],
  'services.*.build.ssh': [build({ ssh: ['default'] }), 'build.ssh'],
  'services.*.build.ulimits': [build({ ulimits: { nofile: 1 } }), 'build.ulimits'],
  'services.*.cpu_count': [{ cpu_count: 2 }, 'cpu_count'],
  'services.*.cpu_percent': [{ cpu_percent: 50 }, 'cpu_percent'],
  'services.*.credential_spec': [{ credential_spec: { file: 'a' } }, 'credential_spec'],
  'services.*.deploy.resources.reservations.devices': [
    { deploy: { resources: { reservations: { devices: [{ count: 1 }] } } } },
    'deploy.resources.reservations.devices',
  ],
  'services.*.gpus': [{ gpus: [{ count: -1 }] }, 'gpus'],
  'services.*.models': [{ models: { llm: null } }, 'models'],
  'services.*.networks.*.interface_name': [
    { networks: { default: { interface_name: 'eth7' } } },
    'networks.default.interface_name',
  ],
  'services.*.provider': [{ provider: { type: 'cloud' } }, 'provider'],
  'services.*.use_api_socket': [{ use_api_socket: true }, 'use_api_socket'],
  'services.*.volumes.bind.recursive': [
    { volumes: [{ ...mount, type: 'bind', source: '/a', bind: { recursive: 'disabled' } }] },
    'volumes[0].bind.recursive',
  ],
  'services.*.volumes.volume.labels': [
    { volumes: [{ ...mount, type: 'volume', volume: { labels: { a: 'b' } } }] },
    'volumes[0].volume.labels',
  ],
};

/** The same for top-level secrets; configs are alike. */
const refusedObjects: Readonly<Record<string, readonly [FileObject, string]>> = {
  'configs.*.external': [{ name: 'key', external: true }, 'external'],
  'secrets.*.external': [{ name: 'key', external: true }, 'external'],
};

/** What the loader itself makes something of; nothing of it is left in a container. */
const usedWhileLoading = [
  'include',
  'name',
  'services.*.env_file',
  'services.*.extends',
  'services.*.label_file',
  'services.*.profiles',
];

/** What changes nothing about the containers that docker compose makes on an engine either. */
const withoutEffect = [
  'version',
  'models',
  'configs.*.labels',
  'configs.*.name',
  'configs.*.template_driver',
  'secrets.*.driver',
  'secrets.*.driver_opts',
  'secrets.*.labels',
  'secrets.*.name',
  'secrets.*.template_driver',
  // The owner and mode of a file that is mounted are those it has on the host.
  ...['uid', 'gid', 'mode'].flatMap((key) => [`services.*.configs.${key}`, `services.*.secrets.${key}`]),
  // Orchestrators only.
  'services.*.deploy.endpoint_mode',
  'services.*.deploy.labels',
  'services.*.deploy.mode',
  'services.*.deploy.placement',
  'services.*.deploy.resources.reservations.cpus',
  'services.*.deploy.resources.reservations.generic_resources',
  'services.*.deploy.restart_policy.delay',
  'services.*.deploy.restart_policy.window',
  'services.*.deploy.rollback_config',
  'services.*.deploy.update_config',
  'services.*.ports.app_protocol',
  'services.*.ports.mode',
  'services.*.ports.name',
  // For `watch`.
  'services.*.develop',
  'services.*.pull_refresh_after',
  // Reserved.
  'services.*.x-stack',
  'x-stack',
];

const decided = new Set([
  ...Object.keys(refused),
  ...Object.keys(refusedObjects),
  ...usedWhileLoading,
  ...withoutEffect,
]);

describe('every attribute of the schema', () => {
  it('that is neither refused nor without effect is read by what plans and makes containers', async () => {
    const words = await wordsOf(['engine', 'plan', 'graph']);
    const rest = attributes(schema).filter((path) => !prefixes(path).some((prefix) => decided.has(prefix)));
    const unread = rest.filter((path) => !words.has(path.slice(path.lastIndexOf('.') + 1)));
    expect(unread).toEqual([]);
  });

  it('that is decided upon here exists', () => {
    const known = new Set(attributes(schema).flatMap(prefixes));
    expect([...decided].filter((path) => !known.has(path))).toEqual([]);
  });
});

describe('what `up` cannot carry out', () => {
  it.each(Object.entries(refused))('%s is refused at its place', (_, [parts, path]) => {
    expect(refusals(makeProject({ web: parts }))).toEqual([`services.web.${path}`]);
  });

  it.each(Object.entries(refusedObjects))('%s is refused at its place', (path, [object, attribute]) => {
    const kind = path.startsWith('configs') ? 'configs' : 'secrets';
    const project = makeProject({ web: { [kind]: [{ source: 'key' }] } }, { [kind]: { key: object } });
    expect(refusals(project)).toEqual([`${kind}.key.${attribute}`]);
  });

  it('in a build is no matter where none takes place', () => {
    const project = makeProject({ web: build({ ssh: ['default'] }) });
    expect(refusals(project, { built: [] })).toEqual([]);
  });

  it('is no matter in a service that the command is not about', () => {
    const project = makeProject({ web: {}, other: { gpus: [{ count: -1 }] } });
    expect(refusals(project, { services: ['web'] })).toEqual([]);
  });

  it('is no matter where it says what happens anyway', () => {
    const project = makeProject({
      web: {
        ...build({ privileged: false, provenance: 'false', sbom: 'false', ssh: [], ulimits: {} }),
        attach: true,
        blkio_config: {},
        develop: { watch: [] },
        gpus: [],
        models: {},
        post_start: [],
        use_api_socket: false,
      },
    });
    expect(refusals(project)).toEqual([]);
  });
});

/** The paths that are complained about, as the messages name them; `locate` has to be asked for the same. */
function refusals(
  project: Project,
  { services = [], built = Object.keys(project.services) }: { services?: string[]; built?: string[] } = {},
): string[] {
  const selected = selectServices(project, { names: services, withDependencies: true });
  if (!selected.ok) throw new Error('no selection');
  const located: string[] = [];
  const diagnostics = unsupportedAttributes(
    {
      selection: selected.value,
      observed: prepared,
      fingerprints: {},
      options: {
        recreate: 'changed',
        build: 'missing',
        scale: {},
        removeOrphans: false,
        wait: false,
        withDependencies: true,
      },
      version: '1.0.0',
      locate: (path) => {
        located.push(path.join('.').replace(/\.(\d+)/g, '[$1]'));
        return undefined;
      },
    },
    new Set(built),
  );
  expect(diagnostics.map(({ message }) => message.split(' ')[0])).toEqual(located);
  return located;
}

/** `services.*.ports.target` for every attribute that has none below it. */
function attributes(part: Schema, path: readonly string[] = []): string[] {
  const whole = resolve(part);
  const below = [
    ...Object.entries(whole.properties ?? {}).flatMap(([key, value]) => attributes(value, [...path, key])),
    ...(whole.items ? attributes(whole.items, path).filter((found) => found !== path.join('.')) : []),
    ...(typeof whole.additionalProperties === 'object'
      ? attributes(whole.additionalProperties, [...path, '*']).filter((found) => !found.endsWith('*'))
      : []),
  ];
  return below.length > 0 ? below : [path.join('.')];
}

function resolve(part: Schema): Schema {
  const name = (part.$ref ?? part.allOf?.[0]?.$ref)?.slice('#/definitions/'.length);
  return name === undefined ? part : { ...schema.definitions[name], ...part };
}

function prefixes(path: string): string[] {
  const steps = path.split('.');
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}

async function wordsOf(folders: readonly string[]): Promise<Set<string>> {
  const words = new Set<string>();
  for (const folder of folders) {
    const root = new URL(`../../src/${folder}/`, import.meta.url);
    for (const file of await readdir(root, { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('unsupported-attributes.ts')) continue;
      for (const [word] of (await readFile(new URL(file, root), 'utf8')).matchAll(/\w+/g)) words.add(word);
    }
  }
  return words;
}
