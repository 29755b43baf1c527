import type Docker from 'dockerode';
import type { ComparedConfiguration } from '../../../model/compared-configuration.js';
import type { ContainerSpec } from '../../../model/container-spec.js';
import { type ContainerId, containerId } from '../../../model/names.js';
import type { Mapping } from '../../../model/project.js';
import type { CallOptions, ContainerCalls, CreatedContainer } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { requestJson } from '../connection/dial.js';
import type { Abort, EngineConnection } from '../connection/engine-connection.js';
import { proxyVariables } from '../discovery/proxy-variables.js';
import type { Surroundings } from '../discovery/strategy.js';
import { withPortOwner } from '../failures/port-owner.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { unlessStatus } from '../failures/unless-status.js';
import { isRecord, textAt } from '../json-value.js';
import { readLogs } from '../logs/read-logs.js';
import { containerCreateBody, networksToConnect } from '../translate/container-create-body.js';
import { containerDetails } from '../translate/container-details.js';
import { containerUpdateBody } from '../translate/container-update-body.js';
import { endpointSettings, linkStrings } from '../translate/endpoint-settings.js';
import { labelFilters } from '../translate/label-filters.js';
import { observedContainer } from '../translate/observed-container.js';
import { commitRequest, exportContainer, getArchive, putArchive, statPath } from './archive-calls.js';
import { attachCall, converseCall, execCall, execDetachedCall } from './exec-call.js';
import { removePaths } from './remove-paths.js';
import { withSeccompProfile } from './seccomp-profile.js';
import { processTable, readStats } from './usage-calls.js';

export function containerCalls(connection: EngineConnection, surroundings: Surroundings): ContainerCalls {
  let proxies: Promise<Mapping> | undefined;
  /** With what is on this machine, and not in the files. */
  const complete = async (given: ContainerSpec): Promise<ContainerSpec> => {
    // Read once, when a container needs them.
    proxies ??= proxyVariables(surroundings, connection.host);
    const [{ service, ...spec }, variables] = await Promise.all([withSeccompProfile(given), proxies]);
    return { ...spec, service: { ...service, environment: { ...variables, ...service.environment } } };
  };
  const on = <Value>(
    id: ContainerId,
    options: CallOptions | undefined,
    work: (container: Docker.Container, abort: Abort) => Promise<Value>,
  ) => connection.call(options?.signal, (docker, abort) => work(docker.getContainer(id), abort));

  const naming = <Value>(work: Promise<Value>) => withOwnerNamed(connection, work);

  return {
    list: (filter, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const filters = labelFilters(filter);
        return (await docker.listContainers({ all: true, filters, ...abort })).map(observedContainer);
      }),
    inspect: (id, options) =>
      on(id, options, async (container, abort) => containerDetails(await container.inspect(abort))),
    describe: (id, options) => on(id, options, (container, abort) => container.inspect(abort)),
    compare: (id, spec, options) => compareContainer(connection, id, complete(spec), options),
    update: (id, service, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const path = `/containers/${id}/update`;
        const body = containerUpdateBody(service);
        return warningsOf(await requestJson(docker, { method: 'POST', path, body }, abort));
      }),
    create: (spec, options) => complete(spec).then((whole) => createContainer(connection, whole, options)),
    start: (id, options) => naming(on(id, options, startOrContinue)),
    stop: (id, options) =>
      on(id, options, (container, abort) =>
        unlessStatus(304, container.stop({ ...abort, ...seconds(options?.timeoutSeconds) })),
      ),
    kill: (id, options) => {
      const signalName = options?.killSignal === undefined ? {} : { signal: options.killSignal };
      return on(id, options, async (container, abort) => {
        await container.kill({ ...abort, ...signalName });
      });
    },
    restart: (id, options) =>
      naming(
        on(id, options, async (container, abort) => {
          await container.restart({ ...abort, ...seconds(options?.timeoutSeconds) });
        }),
      ),
    pause: (id, options) =>
      on(id, options, async (container, abort) => {
        await container.pause(abort);
      }),
    unpause: (id, options) =>
      on(id, options, async (container, abort) => {
        await container.unpause(abort);
      }),
    rename: (id, name, options) =>
      on(id, options, async (container, abort) => {
        await container.rename({ name, ...abort });
      }),
    remove: (id, options) =>
      on(id, options, (container, abort) => removeContainer(container, options?.anonymousVolumes, abort)),
    putFiles: (id, files, options) =>
      on(id, options, async (container, abort) => {
        // Loaded when needed: few containers are given files.
        const { fileArchive } = await import('./file-archive.js');
        await container.putArchive(fileArchive(files, new Date()), { path: '/', ...abort });
      }),
    exec: (id, spec, options) => execCall(connection, id, spec, options),
    statPath: (id, path, options) => statPath(connection, id, path, options),
    getArchive: (id, path, options) => getArchive(connection, id, path, options),
    putArchive: (id, folder, archive, options) => putArchive(connection, id, folder, archive, options),
    removePaths: (id, paths, options) => removePaths(connection, id, paths, options),
    changedPaths: (id, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const changes: unknown = await docker.getContainer(id).changes(abort);
        return Array.isArray(changes)
          ? changes.flatMap(({ Path }) => (typeof Path === 'string' ? [Path] : []))
          : [];
      }),
    export: (id, options) => exportContainer(connection, id, options),
    commit: (id, spec, options) =>
      connection.call(
        options?.signal,
        async (docker, abort) =>
          textAt(await requestJson(docker, commitRequest(id, spec), abort), 'Id') ?? '',
      ),
    top: (id, options) =>
      on(id, options, async (container, abort) => processTable(await container.top(abort))),
    stats: (id, options) => readStats(connection, id, options),
    converse: (id, spec, how, options) => converseCall(connection, id, spec, how, options),
    execDetached: (id, spec, options) => execDetachedCall(connection, id, spec, options),
    attach: (id, how, options) => attachCall(connection, id, how, options),
    logs: (id, options = {}) => readLogs(connection, id, options),
  };
}

/** The engine counts in whole seconds. */
function seconds(timeout: number | undefined): { t?: number } {
  return timeout === undefined ? {} : { t: Math.ceil(timeout) };
}

async function createContainer(
  connection: EngineConnection,
  spec: ContainerSpec,
  options: CallOptions | undefined,
): Promise<CreatedContainer> {
  return await connection.call(options?.signal, async (docker, abort) => {
    const { platform } = spec.service;
    const query = { name: spec.name, ...(platform === undefined ? {} : { platform }) };
    const body = containerCreateBody(spec, connection.api);
    const answer = await requestJson(
      docker,
      { method: 'POST', path: '/containers/create', query, body },
      abort,
    );
    const created = createdContainer(answer);
    await connectRest(docker, created.id, spec, connection.api, abort);
    return created;
  });
}

/** The image may be gone by now; then only the container itself tells. */
async function compareContainer(
  connection: EngineConnection,
  id: ContainerId,
  given: Promise<ContainerSpec>,
  options: CallOptions | undefined,
): Promise<ComparedConfiguration> {
  const [spec, { compareConfiguration }] = await Promise.all([
    given,
    // Loaded when needed: few commands compare.
    import('../compare/compare-configuration.js'),
  ]);
  return await connection.call(options?.signal, async (docker, abort) => {
    const container = await requestJson(docker, { method: 'GET', path: `/containers/${id}/json` }, abort);
    const path = `/images/${textAt(container, 'Image')}/json`;
    const image = await unlessNotFound(requestJson(docker, { method: 'GET', path }, abort));
    return compareConfiguration(spec, container, image);
  });
}

function createdContainer(answer: unknown): CreatedContainer {
  return { id: containerId(textAt(answer, 'Id') ?? ''), warnings: warningsOf(answer) };
}

function warningsOf(answer: unknown): readonly string[] {
  const warnings: unknown = isRecord(answer) ? answer['Warnings'] : [];
  return Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string') : [];
}

/** A container that could not be given all its networks is taken back, also when the caller has aborted. */
async function connectRest(
  docker: Docker,
  id: ContainerId,
  spec: ContainerSpec,
  api: string,
  abort: Abort,
): Promise<void> {
  try {
    for (const attachment of networksToConnect(spec, api)) {
      const EndpointConfig = endpointSettings(attachment, linkStrings(spec), undefined);
      await docker.getNetwork(attachment.network).connect({ Container: id, EndpointConfig, ...abort });
    }
  } catch (error) {
    try {
      await docker.getContainer(id).remove({ force: true, v: true });
    } catch {
      // Whoever makes it again would find its name taken: this is not a call that did not arrive.
      const message = 'the connection to the Docker Engine was lost while a container was being made';
      throw new EngineError(message, { kind: 'connection-lost' }, { cause: error });
    }
    throw error;
  }
}

/** The engine has a call of its own for a container that is paused. */
async function startOrContinue(container: Docker.Container, abort: Abort): Promise<void> {
  try {
    await unlessStatus(304, container.start(abort));
  } catch (error) {
    if (!/cannot start a paused container/.test(String(error))) throw error;
    await container.unpause(abort);
  }
}

async function removeContainer(
  container: Docker.Container,
  anonymousVolumes: boolean | undefined,
  abort: Abort,
): Promise<void> {
  try {
    await unlessStatus(404, container.remove({ force: true, v: anonymousVolumes ?? false, ...abort }));
  } catch (error) {
    // Somebody else is removing it: it is to be gone when this returns.
    if (!/removal of container .* is already in progress/.test(String(error))) throw error;
    await unlessStatus(404, container.wait({ condition: 'removed', ...abort }));
  }
}

async function withOwnerNamed<Value>(connection: EngineConnection, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.kind !== 'port-in-use') throw error;
    throw await connection.call(undefined, (docker) => withPortOwner(docker, error));
  }
}
