import type { Service } from '../../../model/project.js';
import { resources } from './resources.js';
import { restartPolicy } from './restart-policy.js';

/** What `/containers/{id}/update` takes. What is left out stays as it is; only a restart policy and a limit of processes can be taken away. */
export function containerUpdateBody(service: Service) {
  const limits = resources(service);
  const policy = restartPolicy(service);
  const { Memory } = limits;
  return {
    Memory,
    MemoryReservation: limits.MemoryReservation,
    // What the engine sets at creation, and does not adapt by itself when memory changes.
    MemorySwap: limits.MemorySwap ?? (Memory === undefined ? undefined : 2 * Memory),
    PidsLimit: limits.PidsLimit ?? 0,
    NanoCpus: limits.NanoCpus,
    CpuShares: limits.CpuShares,
    CpuQuota: limits.CpuQuota,
    CpuPeriod: limits.CpuPeriod,
    CpusetCpus: limits.CpusetCpus,
    // Without a name the engine would keep the policy that there is.
    RestartPolicy: { ...policy, Name: policy.Name === '' ? 'no' : policy.Name },
  };
}
