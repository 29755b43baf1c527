import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import { EngineError } from '../engine/engine-error.js';
import { buildWarning } from '../execute/build-warning.js';
import { type Locate, nodeFailureDiagnostic } from '../execute/engine-failure-diagnostic.js';
import { selectServices } from '../graph/select-services.js';
import type { Environment, Project } from '../model/project.js';
import { buildSecrets } from '../plan/container-files.js';
import type { ImagesInput } from '../plan/images/images-input.js';
import { planBuild } from '../plan/images/plan-build.js';
import { planPull } from '../plan/images/plan-pull.js';
import { planPush } from '../plan/images/plan-push.js';
import type { ImagesCommand, Plan, PlanNode } from '../plan/plan.js';
import { imagesOfServices } from '../plan/service-images.js';
import { dockerfileImages } from './dockerfile-images.js';
import { readFileContents } from './file-contents.js';
import { openProject } from './open-project.js';
import { type Outcome, settle, tell } from './outcome.js';
import { carryOut, type RunOptions } from './run-planned.js';
import type { ProjectRequest, Runtime } from './runtime.js';

/** What is done with the images of a project. */
export type ImagesChange = { readonly command: ImagesCommand } & (
  | {
      readonly command: 'pull';
      readonly policy?: 'missing' | 'always';
      readonly ignoreBuildable: boolean;
      readonly ignoreFailures: boolean;
    }
  | {
      readonly command: 'build';
      /** A variable without a value is as it is in the shell. */
      readonly args: Environment;
      readonly noCache: boolean;
      /** In the place of those of the files: `default`, or `NAME=PATH` with an absolute path. */
      readonly ssh?: readonly string[];
      /** In the place of those of the files, as is `sbom`. */
      readonly provenance?: string;
      readonly sbom?: string;
      readonly pull: boolean;
      readonly push: boolean;
    }
  | { readonly command: 'push'; readonly ignoreFailures: boolean }
);

export interface ImagesRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  /** What the named services depend on, too. */
  readonly withDependencies: boolean;
  readonly change: ImagesChange;
}

export interface RunImagesRequest extends ImagesRequest, Pick<RunOptions, 'places' | 'buildsAll'> {}

/** Pulls, builds or pushes images. Containers stay as they are. */
export function changeImages(runtime: Runtime, request: RunImagesRequest): Promise<Outcome> {
  return settle(runtime, async () => {
    const prepared = await prepare(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    const engine = await runtime.connect(runtime.signal);
    return await carryOut(runtime, { ...request, engine }, prepared);
  });
}

/** What it would do, and what the plan was made of. */
export function planOfImages(
  runtime: Runtime,
  request: ImagesRequest,
): Promise<Outcome<{ readonly plan: Plan; readonly project: Project }>> {
  return settle(runtime, async () => {
    const prepared = await prepare(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    const { plan, project } = prepared;
    return { kind: 'succeeded', value: { plan, project } };
  });
}

/** Has the engine look for mistakes in the Dockerfiles that would be built. Fails when it finds any; builds nothing. */
export function checkBuilds(
  runtime: Runtime,
  request: ImagesRequest,
): Promise<Outcome<{ readonly checked: number }>> {
  return settle(runtime, async () => {
    const prepared = await prepare(runtime, request);
    if (prepared === undefined) return { kind: 'invalid' };
    const engine = await runtime.connect(runtime.signal);
    const { nodes } = prepared.plan;
    const found = await Promise.all(nodes.map((node) => mistakesIn(runtime, engine, node, prepared.locate)));
    tell(runtime, found.flat());
    return found.flat().length === 0
      ? { kind: 'succeeded', value: { checked: nodes.length } }
      : { kind: 'failed' };
  });
}

async function mistakesIn(
  { signal }: Runtime,
  engine: Engine,
  node: PlanNode,
  locate: Locate,
): Promise<readonly Diagnostic[]> {
  const { operation } = node;
  if (operation.kind !== 'build-image') return [];
  const { service, build: definition, image, labels } = operation;
  try {
    const warnings = await engine.images.check({ definition, names: [image], labels }, { signal });
    return warnings.map((warning) => buildWarning(service, warning, locate));
  } catch (error) {
    if (error instanceof EngineError) return [nodeFailureDiagnostic(node, error, locate)];
    throw error;
  }
}

/** Undefined when what is wrong has been told. */
async function prepare(runtime: Runtime, { project: of, services, withDependencies, change }: ImagesRequest) {
  const opened = await openProject(runtime, of, services);
  if (opened === undefined) return undefined;
  const { project, variables, locate } = opened;
  const selected = selectServices(project, { names: services, withDependencies });
  if (!selected.ok) {
    tell(runtime, selected.diagnostics);
    return undefined;
  }
  const selection = selected.value;
  const engine = await runtime.connect(runtime.signal);
  const images = await engine.images.find(imagesOfServices(selection), { signal: runtime.signal });
  const plan = planChange(
    {
      selection,
      images,
      ...(change.command === 'build' && { dockerfiles: await dockerfileImages(selection) }),
      version: runtime.version,
    },
    change,
  );
  const sources = { project, variables, files: runtime.files, locate };
  const { contents, diagnostics } = await readFileContents(buildSecrets(plan), sources);
  tell(runtime, [...plan.diagnostics, ...diagnostics]);
  return diagnostics.length === 0 ? { plan, project, images, locate, contents } : undefined;
}

function planChange(input: ImagesInput, change: ImagesChange): Plan {
  switch (change.command) {
    case 'pull':
      return planPull({ ...input, ...change });
    case 'push':
      return planPush({ ...input, ...change });
    case 'build':
      return planBuild({ ...input, ...change });
    default:
      return change satisfies never;
  }
}
