import { resolve } from 'node:path';
import {
  changeImages,
  checkBuilds,
  type ImagesChange,
  type ImagesRequest,
  planOfImages,
} from '../../app/images.js';
import type { Environment } from '../../model/project.js';
import { bakeFile } from '../../report/bake-file.js';
import { type GlobalOptions, placesOf } from '../global-options.js';
import type { Action, Session } from '../run-action.js';
import { showPlan } from './show-plan.js';
import type { SkipFlag } from './up-options.js';

interface ImagesFlags {
  readonly quiet?: boolean;
  readonly dryRun?: boolean;
}

export interface BuildFlags extends ImagesFlags, SkipFlag {
  readonly ssh?: readonly string[];
  readonly builder?: string;
  readonly check?: boolean;
  readonly print?: boolean;
  readonly provenance?: string;
  readonly sbom?: string;
  readonly buildArg?: readonly string[];
  readonly cache: boolean;
  readonly pull?: boolean;
  readonly push?: boolean;
  readonly withDependencies?: boolean;
  readonly progress?: GlobalOptions['progress'];
}

export interface PullFlags extends ImagesFlags {
  readonly ignoreBuildable?: boolean;
  readonly ignorePullFailures?: boolean;
  readonly includeDeps?: boolean;
  readonly policy?: 'missing' | 'always';
}

export interface PushFlags extends ImagesFlags {
  readonly ignorePushFailures?: boolean;
  readonly includeDeps?: boolean;
}

export const buildAction = (services: readonly string[], flags: BuildFlags): Action => ({
  quiet: flags.quiet ?? false,
  ...(flags.progress === undefined ? {} : { progress: flags.progress }),
  run: async (session) => {
    const { runtime, request: project, print, exitCode } = session;
    const change: ImagesChange = {
      command: 'build',
      args: argsOf(flags.buildArg ?? [], runtime.environment),
      noCache: !flags.cache,
      ...(flags.ssh === undefined ? {} : { ssh: flags.ssh.map(withAbsolutePath) }),
      ...(flags.provenance === undefined ? {} : { provenance: flags.provenance }),
      ...(flags.sbom === undefined ? {} : { sbom: flags.sbom }),
      pull: flags.pull ?? false,
      push: flags.push ?? false,
    };
    const withDependencies = flags.withDependencies ?? false;
    const request = { project, services, withDependencies, change };
    if (flags.print === true) {
      const outcome = await planOfImages(runtime, request);
      if (outcome.kind === 'succeeded') print(bakeFile(outcome.value.plan, outcome.value.project));
      return exitCode(outcome);
    }
    if (flags.check === true) {
      const outcome = await checkBuilds(runtime, request);
      if (outcome.kind === 'succeeded') print(`${nothingFound(outcome.value.checked)}\n`);
      return exitCode(outcome);
    }
    return await runImages(session, { ...flags, buildsAll: !flags.skip }, request);
  },
});

const nothingFound = (checked: number): string =>
  checked === 1
    ? 'Nothing was found in the one build that there is.'
    : `Nothing was found in ${checked} builds.`;

export const pullAction = (services: readonly string[], flags: PullFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) =>
    runImages(session, flags, {
      project: session.request,
      services,
      withDependencies: flags.includeDeps ?? false,
      change: {
        command: 'pull',
        ...(flags.policy === undefined ? {} : { policy: flags.policy }),
        ignoreBuildable: flags.ignoreBuildable ?? false,
        ignoreFailures: flags.ignorePullFailures ?? false,
      },
    }),
});

export const pushAction = (services: readonly string[], flags: PushFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) =>
    runImages(session, flags, {
      project: session.request,
      services,
      withDependencies: flags.includeDeps ?? false,
      change: { command: 'push', ignoreFailures: flags.ignorePushFailures ?? false },
    }),
});

async function runImages(
  session: Session,
  { dryRun, buildsAll = false }: ImagesFlags & { readonly buildsAll?: boolean },
  request: ImagesRequest,
): Promise<number> {
  const { runtime, options, exitCode } = session;
  if (dryRun === true || options.dryRun === true) {
    const outcome = await planOfImages(runtime, request);
    const plan = outcome.kind === 'succeeded' ? { ...outcome, value: outcome.value.plan } : outcome;
    return showPlan(session, plan, {});
  }
  return exitCode(await changeImages(runtime, { ...request, places: placesOf(options), buildsAll }));
}

/** A name alone stands for the variable as it is here. */
const argsOf = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Environment =>
  Object.fromEntries(
    args.map((arg) => {
      const at = arg.indexOf('=');
      return at === -1 ? [arg, environment[arg] ?? null] : [arg.slice(0, at), arg.slice(at + 1)];
    }),
  );

/** On the command line, paths count from where it is written. */
function withAbsolutePath(agent: string): string {
  const [name = '', path] = agent.split(/=(.*)/s);
  return path === undefined || path === '' ? name : `${name}=${resolve(path)}`;
}
