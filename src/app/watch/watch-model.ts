import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type Selection, selectServices } from '../../graph/select-services.js';
import type { Service } from '../../model/project.js';
import { readIgnoreFile } from '../../platform/ignore-file.js';
import { isBelow, type RawPath, rawPath } from '../../platform/raw-path.js';
import type { TreeScope } from '../../platform/watched-tree/watched-tree.js';
import {
  dockerfileOf,
  hasWildcards,
  isMounted,
  type WatchedRule,
  watchedRule,
} from '../../watch/watched-rule.js';
import { openProject } from '../open-project.js';
import { tell } from '../outcome.js';
import type { ProjectRequest, Runtime } from '../runtime.js';
import type { RecordedFiles } from './recorded-files.js';

/** What is watched for a project, and why. */
export interface WatchModel {
  readonly selection: Selection;
  /** By service; only those that have any. */
  readonly rules: ReadonlyMap<string, readonly WatchedRule[]>;
  /** Services by the file that they are built by. */
  readonly dockerfiles: ReadonlyMap<RawPath, readonly string[]>;
}

export interface WatchModelRequest {
  readonly project: ProjectRequest;
  /** Empty: all. */
  readonly services: readonly string[];
  /** Whether builds are allowed at all. */
  readonly builds: boolean;
}

/** Undefined when what is wrong has been told. */
export async function openWatchModel(
  runtime: Runtime,
  request: WatchModelRequest,
): Promise<WatchModel | undefined> {
  const opened = await openProject(runtime, request.project, request.services);
  if (opened === undefined) return undefined;
  const { project, locate } = opened;
  const selected = selectServices(project, { names: request.services, withDependencies: false });
  if (!selected.ok) {
    tell(runtime, selected.diagnostics);
    return undefined;
  }
  const selection = selected.value;
  const rules = new Map<string, readonly WatchedRule[]>();
  const dockerfiles = new Map<RawPath, string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const name of selection.services) {
    const service = project.services[name];
    if (service === undefined) continue;
    const dockerfile = dockerfileOf(service);
    if (dockerfile !== undefined) {
      const path = rawPath(dockerfile);
      dockerfiles.set(path, [...(dockerfiles.get(path) ?? []), name]);
    }
    const given = service.develop?.watch ?? [];
    const ignoreFile = given.length === 0 ? '' : await ignoreFileOf(runtime, service);
    const watched: WatchedRule[] = [];
    for (const [index, rule] of given.entries()) {
      const at = locate(['services', name, 'develop', 'watch', index]);
      if (rule.action === 'rebuild' && (service.build === undefined || !request.builds)) {
        diagnostics.push(noBuild(service, at));
      } else if (rule.action.startsWith('sync') && isMounted(service, rule.path)) {
        diagnostics.push(mounted(service, rule.path, at));
      } else {
        // Where something is called so, it is meant.
        const isLiteral = !hasWildcards(rule.path) || (await runtime.files.kindOf(rule.path)) !== undefined;
        watched.push(watchedRule(service, index, rule, { isLiteral, ignoreFile }));
      }
    }
    if (watched.length > 0) rules.set(name, watched);
  }
  if (rules.size === 0 && diagnostics.every(({ severity }) => severity !== 'error'))
    diagnostics.push(nothingToWatch);
  tell(runtime, diagnostics);
  return diagnostics.some(({ severity }) => severity === 'error')
    ? undefined
    : { selection, rules, dockerfiles };
}

async function ignoreFileOf({ files }: Runtime, { build }: Service): Promise<string> {
  if (build?.context?.startsWith('/') !== true) return '';
  return await readIgnoreFile(files, build.context, build.dockerfile ?? 'Dockerfile');
}

export interface WatchScope {
  readonly scope: TreeScope;
  readonly roots: readonly RawPath[];
  /** What the project was read from, or would have been, and what images are built by. */
  readonly files: ReadonlySet<RawPath>;
}

export function watchScope({ rules, dockerfiles }: WatchModel, { paths }: RecordedFiles): WatchScope {
  const all = [...rules.values()].flat();
  const files = new Set([...dockerfiles.keys(), ...[...paths].map(rawPath)]);
  return {
    roots: [...new Set([...all.map(({ root }) => root), ...files])],
    files,
    scope: {
      includes: (path) => files.has(path) || all.some((rule) => rule.includes(path)),
      descends: (folder) =>
        all.some((rule) => rule.descends(folder)) || [...files].some((file) => isBelow(file, folder)),
    },
  };
}

type Place = Diagnostic['at'];

const noBuild = ({ name, build }: Service, at: Place): Diagnostic => ({
  code: 'watch-without-build',
  severity: 'error',
  message: `can't watch service "${name}" with action rebuild ${build === undefined ? 'without a build context' : 'when nothing may be built'}`,
  ...(at && { at }),
  help: build === undefined ? 'give it a `build` section, or another action' : 'leave out `--no-build`',
});

const mounted = ({ name }: Service, path: string, at: Place): Diagnostic => ({
  code: 'watched-bind',
  severity: 'warning',
  message: `path '${path}' also declared by a bind mount volume of ${name}, this path won't be monitored`,
  ...(at && { at }),
  help: 'the container sees the folder itself: remove the rule, or the mount',
});

const nothingToWatch: Diagnostic = {
  code: 'nothing-to-watch',
  severity: 'error',
  message: 'none of the selected services is configured for watch, consider setting a `develop` section',
  help: 'for example `develop: {watch: [{action: sync, path: ./src, target: /app/src}]}` in a service',
};
