import type { LoadedProject } from '../config/load-project.js';
import type { Diagnostic, Result } from '../diagnostics/diagnostic.js';
import type { Engine } from '../engine/engine.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { lookCloser } from '../execute/look-closer.js';
import { observe, observeUsage } from '../execute/observe.js';
import { type Selection, selectServices } from '../graph/select-services.js';
import type { FileObjectKey } from '../model/container-file.js';
import type { ObservedState } from '../model/observed.js';
import { checkApis, neededApis } from '../plan/api-requirements.js';
import { buildSecrets, type UsedFileObject, usedFileObjects } from '../plan/container-files.js';
import type { Plan } from '../plan/plan.js';
import { looksNeeded, planUp } from '../plan/plan-up.js';
import { imagesOfServices } from '../plan/service-images.js';
import { buildsImages, withImagesOf } from '../plan/up-images.js';
import type { UpInput, UpOptions } from '../plan/up-options.js';
import { replacesResources, usedKeys } from '../plan/up-resources.js';
import { bindFingerprints } from './bind-fingerprints.js';
import { dockerfileImages } from './dockerfile-images.js';
import { dueImages } from './due-images.js';
import { type FileContents, readFileContents } from './file-contents.js';
import { openProject } from './open-project.js';
import { withOrphanVariables } from './orphan-options.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface UpRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  readonly options: UpOptions;
}

/** What the files say and where it goes: all that is known without a look at the project's own things there. */
export interface OpenedUp {
  readonly selection: Selection;
  readonly engine: Engine;
  /** Of configs and secrets. */
  readonly contents: ReadonlyMap<FileObjectKey, Uint8Array>;
  /** Of these contents, and of what jobs have mounted from the host. */
  readonly fingerprints: UpInput['fingerprints'];
  readonly locate: Locate;
  readonly originOf: LoadedProject['originOf'];
  readonly options: UpOptions;
  readonly diagnostics: readonly Diagnostic[];
  /** Of what a plan turns out to need beside these contents. */
  readContents(used: readonly UsedFileObject[]): Promise<FileContents>;
}

export interface PreparedUp extends OpenedUp {
  readonly plan: Plan;
  readonly observed: ObservedState;
}

/** From files and engine to a plan, without changing anything. Undefined when what is wrong has been told. */
export async function prepareUp(runtime: Runtime, request: UpRequest): Promise<PreparedUp | undefined> {
  const opened = await openUp(runtime, request);
  if (opened === undefined) return undefined;
  const prepared = await planOpened(runtime, opened);
  tell(runtime, prepared.diagnostics);
  return prepared.ok ? prepared.value : undefined;
}

/** Undefined when what is wrong has been told. */
export async function openUp(runtime: Runtime, request: UpRequest): Promise<OpenedUp | undefined> {
  // The engine answers while the files are read.
  const connecting = runtime.connect(runtime.signal);
  connecting.catch(() => {});
  const meant = [...request.services, ...(request.options.imagesOf ?? [])];
  const opened = await openProject(runtime, request.project, meant);
  if (opened === undefined) return undefined;
  const { project, variables, locate, originOf } = opened;
  const options = withOrphanVariables(request.options, variables);
  const names = [...new Set([...request.services, ...Object.keys(options.scale)])];
  const unknown = selectServices(project, { names, withDependencies: false });
  const selected = selectServices(project, {
    names: request.services,
    withDependencies: options.withDependencies,
  });
  if (!unknown.ok || !selected.ok) {
    tell(runtime, unknown.ok ? selected.diagnostics : unknown.diagnostics);
    return undefined;
  }
  const selection = selected.value;
  const readContents: OpenedUp['readContents'] = (used) =>
    readFileContents(used, { project, variables, files: runtime.files, locate });
  const { contents, fingerprints, diagnostics } = await readContents(
    usedFileObjects(project, selection.services),
  );
  const binds = await bindFingerprints(selection, runtime.files);
  const engine = await connecting;
  const needed = neededApis({ selection });
  // Files that ask for nothing new are spared the call.
  const tooOld =
    needed.length === 0
      ? []
      : checkApis(needed, (await engine.version({ signal: runtime.signal })).api, locate);
  return {
    selection,
    engine,
    contents,
    fingerprints: { ...fingerprints, ...binds },
    locate,
    originOf,
    options,
    diagnostics: [...diagnostics, ...tooOld],
    readContents,
  };
}

/** One look at the engine, and what follows from it. */
export async function planOpened(runtime: Runtime, opened: OpenedUp): Promise<Result<PreparedUp>> {
  const { selection, engine } = opened;
  const { project } = selection;
  const used = usedKeys({ selection });
  const ofImages = withImagesOf(opened);
  const seen = await observe(
    engine,
    {
      project: project.name,
      networks: used.networks.flatMap((key) => project.networks[key]?.name ?? []),
      volumes: used.volumes.flatMap((key) => project.volumes[key]?.name ?? []),
      images: imagesOfServices(ofImages),
    },
    { signal: runtime.signal },
  );
  const observed = replacesResources({ selection, observed: seen, options: opened.options })
    ? { ...seen, usage: await observeUsage(engine, project.name, { signal: runtime.signal }) }
    : seen;
  const due = await dueImages(engine, ofImages, observed.images, {
    signal: runtime.signal,
    now: Date.now(),
  });
  const known: UpInput = {
    ...opened,
    observed,
    comparisons: new Map(),
    dueImages: due,
    version: runtime.version,
  };
  const input = buildsImages(known) ? { ...known, dockerfiles: await dockerfileImages(ofImages) } : known;
  const comparisons = await lookCloser(engine, looksNeeded(input), { signal: runtime.signal });
  const planned = planUp({ ...input, comparisons });
  if (!planned.ok) return { ok: false, diagnostics: [...opened.diagnostics, ...planned.diagnostics] };
  const secrets = await opened.readContents(buildSecrets(planned.value));
  const contents = new Map([...opened.contents, ...secrets.contents]);
  const found = [...opened.diagnostics, ...secrets.diagnostics];
  const diagnostics = [...found, ...planned.diagnostics];
  return found.every(({ severity }) => severity !== 'error')
    ? { ok: true, value: { ...opened, contents, plan: planned.value, observed }, diagnostics }
    : { ok: false, diagnostics };
}
