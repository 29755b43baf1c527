import type { Engine } from '../engine/engine.js';
import type { Locate } from '../execute/engine-failure-diagnostic.js';
import { lookCloser } from '../execute/look-closer.js';
import { observe } from '../execute/observe.js';
import { type Selection, selectServices } from '../graph/select-services.js';
import type { FileObjectKey } from '../model/container-file.js';
import type { ObservedState } from '../model/observed.js';
import { checkApis, neededApis } from '../plan/api-requirements.js';
import { usedFileObjects } from '../plan/container-files.js';
import type { Plan } from '../plan/plan.js';
import { looksNeeded, planUp } from '../plan/plan-up.js';
import { imageOf } from '../plan/service-images.js';
import type { UpInput, UpOptions } from '../plan/up-options.js';
import { usedKeys } from '../plan/up-resources.js';
import { readFileContents } from './file-contents.js';
import { openProject } from './open-project.js';
import { tell } from './outcome.js';
import type { ProjectRequest, Runtime } from './runtime.js';

export interface UpRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  readonly options: UpOptions;
}

export interface PreparedUp {
  readonly plan: Plan;
  readonly selection: Selection;
  readonly observed: ObservedState;
  readonly engine: Engine;
  /** Of configs and secrets. */
  readonly contents: ReadonlyMap<FileObjectKey, Uint8Array>;
  readonly locate: Locate;
}

/** From files and engine to a plan, without changing anything. Undefined when what is wrong has been told. */
export async function prepareUp(runtime: Runtime, request: UpRequest): Promise<PreparedUp | undefined> {
  // The engine answers while the files are read.
  const connecting = runtime.connect(runtime.signal);
  connecting.catch(() => {});
  const opened = await openProject(runtime, request.project, request.services);
  if (opened === undefined) return undefined;
  const { project, variables, locate } = opened;
  const names = [...request.services, ...Object.keys(request.options.scale)];
  const unknown = selectServices(project, { names, withDependencies: false });
  const selected = selectServices(project, {
    names: request.services,
    withDependencies: request.options.withDependencies,
  });
  if (!unknown.ok || !selected.ok) {
    tell(runtime, unknown.ok ? selected.diagnostics : unknown.diagnostics);
    return undefined;
  }
  const selection = selected.value;
  const engine = await connecting;
  const used = usedKeys({ selection });
  const observed = await observe(
    engine,
    {
      project: project.name,
      networks: used.networks.flatMap((key) => project.networks[key]?.name ?? []),
      volumes: used.volumes.flatMap((key) => project.volumes[key]?.name ?? []),
      images: imagesOf(selection),
    },
    { signal: runtime.signal },
  );
  const { contents, fingerprints, diagnostics } = await readFileContents(
    usedFileObjects(project, selection.services),
    { project, variables, files: runtime.files, locate },
  );
  const input: UpInput = {
    selection,
    observed,
    comparisons: new Map(),
    fingerprints,
    options: request.options,
    version: runtime.version,
    locate,
  };
  const comparisons = await lookCloser(engine, looksNeeded(input), { signal: runtime.signal });
  const planned = planUp({ ...input, comparisons });
  const needed = neededApis({ selection });
  // Files that ask for nothing new are spared the call.
  const tooOld =
    needed.length === 0
      ? []
      : checkApis(needed, (await engine.version({ signal: runtime.signal })).api, locate);
  tell(runtime, [...diagnostics, ...tooOld, ...planned.diagnostics]);
  return planned.ok && diagnostics.length === 0 && tooOld.length === 0
    ? { plan: planned.value, selection, observed, engine, contents, locate }
    : undefined;
}

const imagesOf = ({ project, services }: Selection): readonly string[] => [
  ...new Set(
    [...services].flatMap((name) =>
      project.services[name] ? [imageOf(project, project.services[name])] : [],
    ),
  ),
];
