import { resolve } from 'node:path';
import { changeImages, type ImagesChange, planOfImages } from '../../app/images.js';
import type { Environment } from '../../model/project.js';
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
  run: (session) =>
    runImages(session, { ...flags, buildsAll: !flags.skip }, services, flags.withDependencies ?? false, {
      command: 'build',
      args: argsOf(flags.buildArg ?? [], session.runtime.environment),
      noCache: !flags.cache,
      ...(flags.ssh === undefined ? {} : { ssh: flags.ssh.map(withAbsolutePath) }),
      pull: flags.pull ?? false,
      push: flags.push ?? false,
    }),
});

export const pullAction = (services: readonly string[], flags: PullFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) =>
    runImages(session, flags, services, flags.includeDeps ?? false, {
      command: 'pull',
      ...(flags.policy === undefined ? {} : { policy: flags.policy }),
      ignoreBuildable: flags.ignoreBuildable ?? false,
      ignoreFailures: flags.ignorePullFailures ?? false,
    }),
});

export const pushAction = (services: readonly string[], flags: PushFlags): Action => ({
  quiet: flags.quiet ?? false,
  run: (session) =>
    runImages(session, flags, services, flags.includeDeps ?? false, {
      command: 'push',
      ignoreFailures: flags.ignorePushFailures ?? false,
    }),
});

async function runImages(
  session: Session,
  { dryRun, buildsAll = false }: ImagesFlags & { readonly buildsAll?: boolean },
  services: readonly string[],
  withDependencies: boolean,
  change: ImagesChange,
): Promise<number> {
  const { runtime, request: project, options, exitCode } = session;
  const request = { project, services, withDependencies, change };
  if (dryRun === true || options.dryRun === true)
    return showPlan(session, await planOfImages(runtime, request), {});
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
