import type { VolumeInspectInfo } from 'dockerode';
import type { ObservedVolume } from '../../../model/observed.js';
import type { VolumeCalls } from '../../engine.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { labelFilters } from '../translate/label-filters.js';
import { volumeCreateBody } from '../translate/volume-create-body.js';

export function volumeCalls(connection: EngineConnection): VolumeCalls {
  return {
    list: (filter, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const { Volumes } = await docker.listVolumes({ filters: labelFilters(filter), ...abort });
        return (Volumes ?? []).map(observedVolume);
      }),
    find: (name, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        const volume = await unlessNotFound(docker.getVolume(encodeURIComponent(name)).inspect(abort));
        return volume && observedVolume(volume);
      }),
    create: (spec, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await docker.createVolume({ ...volumeCreateBody(spec), ...abort });
      }),
    remove: (name, options) =>
      connection.call(options?.signal, async (docker, abort) => {
        await docker.getVolume(encodeURIComponent(name)).remove(abort);
      }),
  };
}

function observedVolume({
  Name,
  Driver,
  Options,
  Labels,
  Mountpoint,
  Scope,
}: VolumeInspectInfo): ObservedVolume {
  return {
    name: Name,
    driver: Driver,
    driver_opts: Options ?? {},
    labels: Labels ?? {},
    mountpoint: Mountpoint,
    scope: Scope,
  };
}
