import { isAttested } from '../model/attestation.js';
import { givenValues } from '../model/given-values.js';
import { mapValues } from '../model/map-values.js';
import type { Build, Project } from '../model/project.js';
import { imageContext } from '../plan/build-nodes.js';
import type { Operation, Plan } from '../plan/plan.js';

type BuildOperation = Operation & { readonly kind: 'build-image' };

/**
 * The builds of a plan as a file for `docker buildx bake`, as `docker compose build --print` has it. Secrets are named by
 * where they come from; their contents are in no plan.
 */
export function bakeFile({ nodes }: Plan, project: Project): string {
  const builds = nodes.flatMap(({ operation }) => (operation.kind === 'build-image' ? [operation] : []));
  const targets = new Map(
    builds.flatMap(({ image, alsoNamed, service }) =>
      [image, ...alsoNamed].map((name) => [imageContext(name), service] as const),
    ),
  );
  const file = {
    group: { default: { targets: builds.map(({ service }) => service) } },
    target: Object.fromEntries(
      builds.map((operation) => [operation.service, targetOf(operation, targets, project)]),
    ),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Keys are those of a bake file; what a build does not say is left out. */
function targetOf(
  { build, image, alsoNamed, labels }: BuildOperation,
  /** Services by the contexts that their images are. */
  targets: ReadonlyMap<string, string>,
  project: Project,
): object {
  const context = build.context ?? '.';
  return {
    context,
    contexts: some(
      mapValues(build.additional_contexts ?? {}, (value) => {
        const target = targets.get(value);
        return target === undefined ? value : `target:${target}`;
      }),
    ),
    dockerfile: build.dockerfile_inline === undefined ? dockerfileOf(context, build) : undefined,
    'dockerfile-inline': build.dockerfile_inline,
    args: some(givenValues(build.args ?? {})),
    labels: { ...build.labels, ...labels },
    tags: [...(build.tags ?? []), image, ...alsoNamed],
    'cache-from': some(build.cache_from),
    'cache-to': some(build.cache_to),
    target: build.target,
    secret: some((build.secrets ?? []).map(({ source, target }) => secretOf(source, target, project))),
    ssh: some((build.ssh ?? []).map((key) => (key.includes('=') ? key : `${key}=`))),
    platforms: some(build.platforms),
    pull: build.pull || undefined,
    'no-cache': build.no_cache || undefined,
    network: build.network,
    'shm-size': build.shm_size,
    ulimits: some(
      Object.entries(build.ulimits ?? {}).map(([name, limit]) =>
        typeof limit === 'number' ? `${name}=${limit}` : `${name}=${limit.soft}:${limit.hard}`,
      ),
    ),
    entitlements: some([
      ...(build.entitlements ?? []),
      ...(build.privileged === true ? ['security.insecure'] : []),
    ]),
    'extra-hosts': some(
      Object.fromEntries((build.extra_hosts ?? []).map((entry) => entry.split(/=(.*)/s).slice(0, 2))),
    ),
    output: ['type=docker'],
    attest: some([...attestation('provenance', build.provenance), ...attestation('sbom', build.sbom)]),
  };
}

/** From the context, unless it is elsewhere. */
const dockerfileOf = (context: string, { dockerfile = 'Dockerfile' }: Build): string =>
  context.startsWith('/') && !dockerfile.startsWith('/') ? `${context}/${dockerfile}` : dockerfile;

function secretOf(source: string, target: string | undefined, { secrets }: Project): string {
  const { file, environment } = secrets[source] ?? {};
  const from = environment === undefined ? `type=file,src=${file ?? ''}` : `type=env,env=${environment}`;
  return `id=${target ?? source},${from}`;
}

function attestation(type: string, value: string | undefined): readonly string[] {
  if (!isAttested(value)) return [];
  return [value === 'true' ? `type=${type}` : `type=${type},${value}`];
}

/** What is empty is left out. */
const some = <Value extends object>(value: Value | undefined): Value | undefined =>
  value === undefined || Object.keys(value).length === 0 ? undefined : value;
