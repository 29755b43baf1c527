import { EngineError } from '../../engine/engine-error.js';
import { label } from '../../model/labels.js';
import type { Host } from '../../platform/host.js';
import { type Outcome, settle } from '../outcome.js';
import type { Runtime } from '../runtime.js';
import { checkAddressPools } from './check-address-pools.js';
import { checkEngine } from './check-engine.js';
import { checkDisk, checkWatches } from './check-host.js';
import { checkLeftovers } from './check-leftovers.js';
import type { Finding } from './finding.js';

/** Whether the engine and this machine are fit for projects. Looks at everything, changes nothing. */
export function doctor(runtime: Runtime, host: Host): Promise<Outcome<readonly Finding[]>> {
  return settle(runtime, async () => {
    const limits = await host.watchLimits();
    return {
      kind: 'succeeded',
      value: [...(await ofEngine(runtime, host)), ...(limits === undefined ? [] : [checkWatches(limits)])],
    };
  });
}

async function ofEngine(runtime: Runtime, host: Host): Promise<readonly Finding[]> {
  const { signal, files } = runtime;
  try {
    const engine = await runtime.connect(signal);
    const ofProjects = { [label.project]: null };
    const [version, info, networks, containers, volumes] = await Promise.all([
      engine.version({ signal }),
      engine.info({ signal }),
      engine.networks.list({}, { signal }),
      engine.containers.list(ofProjects, { signal }),
      engine.volumes.list(ofProjects, { signal }),
    ]);
    // Of an engine elsewhere neither its disk nor the folders of its projects can be seen.
    const isHere = /^(unix|npipe):/.test(version.host);
    const space = isHere ? await host.freeSpace(info.rootDir) : undefined;
    const folders = new Set(containers.flatMap(({ labels }) => labels[label.workingDir] ?? []));
    const there = new Map<string, boolean>();
    if (isHere) for (const folder of folders) there.set(folder, (await files.kindOf(folder)) === 'folder');
    const subnets = networks.flatMap(({ ipam }) => ipam?.config?.flatMap(({ subnet }) => subnet ?? []) ?? []);
    return [
      ...checkEngine(version, info),
      ...(space === undefined ? [] : [checkDisk(info.rootDir, space)]),
      checkAddressPools(info.addressPools, subnets),
      ...checkLeftovers({
        containers,
        networks: networks.filter(({ labels }) => label.project in labels),
        volumes,
        isFolderThere: (folder) => there.get(folder),
      }),
    ];
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return [
      {
        check: 'engine',
        verdict: 'problem',
        message: error.message,
        help: 'start the engine, or name another one with `DOCKER_HOST` or `docker context use`',
      },
    ];
  }
}
