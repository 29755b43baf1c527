import type { BuildProgress, BuildSpec } from '../../engine.js';
import type { StreamRequest } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import type { Surroundings } from '../discovery/strategy.js';
import { allRegistryAuths } from '../images/registry-auth.js';
import { textAt } from '../json-value.js';
import { openBuildContext } from './build-context.js';
import { BuildFailure, unreadableContext } from './build-failure.js';
import { buildQuery } from './build-query.js';
import { isRemote } from './frontend-options.js';

/**
 * A build by an engine without BuildKit, which gets everything at once. Throws a `BuildFailure`, also for what only
 * BuildKit can do.
 */
export async function* archiveBuild(
  connection: EngineConnection,
  surroundings: Surroundings,
  spec: BuildSpec,
  signal: AbortSignal | undefined,
): AsyncGenerator<BuildProgress> {
  const needs = needsBuildkit(spec);
  if (needs.length > 0)
    throw new BuildFailure(`this engine has no BuildKit, which ${needs.join(' and ')} of a build need`);
  const message = 'this engine has no BuildKit: the whole context is sent, and everything is built in turn';
  yield { kind: 'warning', warning: { message, details: [] } };
  const response = await connection.open(await archiveRequest(surroundings, spec, signal), signal);
  for await (const line of textLines(response)) {
    const said: unknown = JSON.parse(line);
    // Each message ends with a line end, and some are nothing else.
    const lines = (textAt(said, 'stream') ?? '').split('\n').filter((text) => text.trim() !== '');
    if (lines.length > 0) yield { kind: 'output', lines };
    const refusal = textAt(said, 'errorDetail', 'message') ?? textAt(said, 'error');
    if (refusal !== undefined) throw new BuildFailure(refusal);
  }
}

const buildkitOnly = [
  'additional_contexts',
  'cache_to',
  'entitlements',
  'privileged',
  'provenance',
  'sbom',
  'secrets',
  'ssh',
] as const;

const needsBuildkit = ({ definition }: BuildSpec): readonly string[] =>
  buildkitOnly.filter((key) => {
    const value = definition[key];
    return typeof value === 'object' ? Object.keys(value).length > 0 : value !== undefined && value !== false;
  });

async function archiveRequest(
  surroundings: Surroundings,
  spec: BuildSpec,
  signal: AbortSignal | undefined,
): Promise<StreamRequest> {
  const { definition } = spec;
  const auths = await allRegistryAuths(surroundings, signal);
  const headers: Readonly<Record<string, string>> = auths === undefined ? {} : { 'X-Registry-Config': auths };
  const request = { method: 'POST', path: '/build', headers } as const;
  if (isRemote(definition.context))
    return { ...request, query: { ...buildQuery(spec, definition.dockerfile), remote: definition.context } };
  const { archive, dockerfile } = await openBuildContext(definition).catch(unreadableContext);
  const body = { content: archive, type: 'application/x-tar' };
  return { ...request, query: buildQuery(spec, dockerfile), body };
}
