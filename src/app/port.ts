import { DiagnosticError } from '../diagnostics/diagnostic.js';
import type { PublishedPort } from '../events/answer.js';
import type { ObservedPort } from '../model/observed.js';
import { type ContainerRequest, findContainer } from './find-container.js';
import { type Outcome, settle } from './outcome.js';
import { type OwnContainersRequest, ownContainers } from './own-containers.js';
import type { Runtime } from './runtime.js';

export interface PortRequest extends ContainerRequest {
  /** Of the container. */
  readonly target: number;
  readonly protocol: string;
}

/** Where a port of a container is published: the first place, as docker compose has it. */
export function port(runtime: Runtime, request: PortRequest): Promise<Outcome<ObservedPort>> {
  return settle(runtime, async () => {
    const found = await findContainer(runtime, request, 'any');
    if (found === undefined) return { kind: 'invalid' };
    const { name, ports } = found.container;
    const { target, protocol } = request;
    const published = ports.find(
      (each) => each.target === target && each.protocol === protocol && each.published !== undefined,
    );
    if (published !== undefined) return { kind: 'succeeded', value: published };
    const others = ports.map((each) => `${each.target}/${each.protocol}`);
    throw new DiagnosticError([
      {
        code: 'no-such-part',
        severity: 'error',
        message: `no port ${target}/${protocol} for container ${name}`,
        help:
          others.length === 0
            ? 'it publishes none: `ports` in the files does'
            : `it has: ${[...new Set(others)].join(', ')}`,
      },
    ]);
  });
}

/** Every port that containers of a project publish, by container and port. */
export function publishedPorts(
  runtime: Runtime,
  request: OwnContainersRequest,
): Promise<Outcome<readonly PublishedPort[]>> {
  return settle(runtime, async () => {
    const found = await ownContainers(runtime, request);
    if (found === undefined) return { kind: 'invalid' };
    const value = found.containers.flatMap((container) =>
      container.ports.flatMap((each) =>
        each.published === undefined ? [] : [{ ...each, published: each.published, container }],
      ),
    );
    return { kind: 'succeeded', value };
  });
}
