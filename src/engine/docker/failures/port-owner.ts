import type Docker from 'dockerode';
import { EngineError } from '../../engine-error.js';
import { observedContainer } from '../translate/observed-container.js';

/** Adds the name of the container that publishes the port, when it is one; asks the engine only then. */
export async function withPortOwner(docker: Docker, error: EngineError): Promise<EngineError> {
  const { failure } = error;
  if (failure.kind !== 'port-in-use') return error;
  const owner = await findOwner(docker, failure.hostIp, failure.port);
  if (owner === undefined) return error;
  return new EngineError(error.message, { ...failure, owner }, { cause: error });
}

/** The refusal itself is what the caller has to hear of, so a failure to explain it is passed over. */
async function findOwner(docker: Docker, hostIp: string, port: number): Promise<string | undefined> {
  try {
    const containers = (await docker.listContainers()).map(observedContainer);
    return containers.find(({ ports }) =>
      ports.some((published) => published.published === port && overlaps(published.hostIp, hostIp)),
    )?.name;
  } catch {
    return undefined;
  }
}

function overlaps(one: string | undefined, other: string): boolean {
  return one === other || isAnyAddress(one ?? '') || isAnyAddress(other);
}

function isAnyAddress(ip: string): boolean {
  return ip === '' || ip === '0.0.0.0' || ip === '::';
}
