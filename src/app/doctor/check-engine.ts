import type { EngineInfo, EngineVersion } from '../../engine/engine.js';
import type { Finding } from './finding.js';

/** The first API of Docker 25, with all that compose files ask for today but a few options of networks. */
const currentApi = 44;

const gibibyte = 2 ** 30;

export function checkEngine(version: EngineVersion, info: EngineInfo): readonly Finding[] {
  const { engine, host, os, arch } = version;
  const memory = (info.memoryBytes / gibibyte).toFixed(1);
  const rootless = info.rootless ? ', rootless' : '';
  return [
    {
      check: 'engine',
      verdict: 'fine',
      message: `engine ${engine} at ${host} (${os}/${arch}, ${info.cpus} CPUs, ${memory} GiB, ${info.storageDriver}${rootless})`,
    },
    ...info.warnings.map(
      (message): Finding => ({
        check: 'engine',
        verdict: 'warning',
        message: message.replace(/^WARNING: /, ''),
      }),
    ),
    checkApi(version),
    ...checkCgroup(info),
  ];
}

function checkApi({ api }: EngineVersion): Finding {
  const minor = Number(api.split('.')[1]);
  return minor >= currentApi
    ? { check: 'api', verdict: 'fine', message: `API ${api}` }
    : {
        check: 'api',
        verdict: 'warning',
        message: `API ${api} does not know all that compose files can ask for`,
        help: 'what is missing is told when a project asks for it; Docker 25 and newer know it',
      };
}

function checkCgroup({ cgroupVersion, cgroupDriver }: EngineInfo): readonly Finding[] {
  if (cgroupVersion === undefined) return [];
  const message = `cgroup v${cgroupVersion}${cgroupDriver === undefined ? '' : ` (${cgroupDriver})`}`;
  return [
    cgroupVersion === '1'
      ? {
          check: 'cgroup',
          verdict: 'warning',
          message,
          help: 'Linux and Docker give it up; boot with `systemd.unified_cgroup_hierarchy=1`',
        }
      : { check: 'cgroup', verdict: 'fine', message },
  ];
}
