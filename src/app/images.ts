import { selectServices } from '../graph/select-services.js';
import type { Environment } from '../model/project.js';
import { buildSecrets } from '../plan/container-files.js';
import type { ImagesInput } from '../plan/images/images-input.js';
import { planBuild } from '../plan/images/plan-build.js';
import { planPull } from '../plan/images/plan-pull.js';
import { planPush } from '../plan/images/plan-push.js';
import type { ImagesCommand, Plan } from '../plan/plan.js';
import { imagesOfServices } from '../plan/service-images.js';
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

/** What it would do. */
export function planOfImages(runtime: Runtime, request: ImagesRequest): Promise<Outcome<Plan>> {
  return settle(runtime, async () => {
    const prepared = await prepare(runtime, request);
    return prepared === undefined ? { kind: 'invalid' } : { kind: 'succeeded', value: prepared.plan };
  });
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
  const plan = planChange({ selection, images, version: runtime.version }, change);
  const sources = { project, variables, files: runtime.files, locate };
  const { contents, diagnostics } = await readFileContents(buildSecrets(plan), sources);
  tell(runtime, [...plan.diagnostics, ...diagnostics]);
  return diagnostics.length === 0 ? { plan, images, locate, contents } : undefined;
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
