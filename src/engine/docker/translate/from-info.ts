import type { EngineInfo } from '../../engine.js';
import { numberAt, recordsAt, textAt, textListAt } from '../json-value.js';

/** The answer to `GET /info`. */
export function fromInfo(info: unknown): EngineInfo {
  const [cgroupVersion, cgroupDriver] = [textAt(info, 'CgroupVersion'), textAt(info, 'CgroupDriver')];
  return {
    ...(cgroupVersion === undefined ? {} : { cgroupVersion }),
    ...(cgroupDriver === undefined ? {} : { cgroupDriver }),
    storageDriver: textAt(info, 'Driver') ?? '',
    rootDir: textAt(info, 'DockerRootDir') ?? '',
    cpus: numberAt(info, 'NCPU') ?? 0,
    memoryBytes: numberAt(info, 'MemTotal') ?? 0,
    rootless: textListAt(info, 'SecurityOptions').some((option) => option.includes('name=rootless')),
    warnings: textListAt(info, 'Warnings'),
    addressPools: recordsAt(info, 'DefaultAddressPools').flatMap((pool) => {
      const [base, size] = [textAt(pool, 'Base'), numberAt(pool, 'Size')];
      return base === undefined || size === undefined ? [] : [{ base, size }];
    }),
  };
}
