import type { VolumeCreateOptions } from 'dockerode';
import type { VolumeSpec } from '../../engine.js';

export function volumeCreateBody({ definition, labels }: VolumeSpec): VolumeCreateOptions {
  return {
    Name: definition.name,
    Driver: definition.driver,
    DriverOpts: definition.driver_opts && { ...definition.driver_opts },
    Labels: { ...labels },
  };
}
