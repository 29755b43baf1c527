import { config } from '../app/config.js';
import { plan as corePlan } from '../app/plan.js';
import { up as coreUp } from '../app/up.js';
import { enginePlaces } from '../execute/places.js';
import type { Project } from '../model/project.js';
import type { Plan } from '../plan/plan.js';
import { Environment } from './environment.js';
import { LibraryRuntime, lockTimeoutSeconds, upOptionsOf } from './library-runtime.js';
import type { ProjectOptions, UpChoices } from './project-options.js';
import { removeCopy, takeDown } from './take-down.js';

/** Reads and checks the files; gives what they come to. Throws a `StackError` with every mistake and its line. */
export async function load(options: ProjectOptions = {}): Promise<Project> {
  return await loadOf(new LibraryRuntime(options), []);
}

/** What `up` would do, and why. Changes nothing. */
export async function plan(options: ProjectOptions & UpChoices = {}): Promise<Plan> {
  const runtime = new LibraryRuntime(options);
  try {
    return await runtime.call((core) =>
      corePlan(core, {
        project: runtime.request,
        services: options.services ?? [],
        options: upOptionsOf(options),
      }),
    );
  } finally {
    await runtime.close();
  }
}

/**
 * Brings a project up, by default until every service is ready.
 *
 * ```ts
 * await using env = await up({ files: ['compose.yaml'], isolated: true });
 * const url = `postgres://postgres@${env.service('db').address(5432)}/app`;
 * ```
 *
 * Throws a `StackError`. A copy of its own is taken down again when it does not come up, or is called off.
 */
export async function up(options: ProjectOptions & UpChoices = {}): Promise<Environment> {
  const runtime = new LibraryRuntime(options);
  const { services = [], waitTimeout } = options;
  const model = await loadOf(runtime, services);
  try {
    await runtime.call((core) =>
      coreUp(core, {
        project: runtime.request,
        services,
        options: upOptionsOf(options),
        places: enginePlaces,
        lockTimeoutSeconds,
        ...(waitTimeout !== undefined && { waitTimeoutSeconds: waitTimeout }),
      }),
    );
    return await Environment.of(runtime, model);
  } catch (error) {
    // What went wrong first is what is thrown; what could not be removed goes with the next run, or `stack gc`.
    if (runtime.isOwn) await removeCopy(runtime, model.name).catch(() => undefined);
    await runtime.close();
    throw error;
  }
}

/** What runs already, without a change of it. Ports are those of this moment. */
export async function connect(options: ProjectOptions = {}): Promise<Environment> {
  const runtime = new LibraryRuntime(options);
  try {
    return await Environment.of(runtime, await loadOf(runtime, []));
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

/** Takes a project down. Nothing there is no failure. */
export async function down(options: ProjectOptions & { readonly volumes?: boolean } = {}): Promise<void> {
  const runtime = new LibraryRuntime(options);
  try {
    await takeDown(runtime, options.volumes ?? false);
  } finally {
    await runtime.close();
  }
}

/** @param named services that are enabled because they are named */
async function loadOf(runtime: LibraryRuntime, named: readonly string[]): Promise<Project> {
  const { project } = await runtime.call((core) =>
    config(core, { project: runtime.request, services: named }),
  );
  return project;
}
