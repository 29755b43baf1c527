import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceRange } from '../diagnostics/source.js';
import type { EngineError, EngineFailure } from '../engine/engine-error.js';
import { label } from '../model/labels.js';
import type { Build } from '../model/project.js';
import type { Operation, PlanNode } from '../plan/plan.js';
import { dockerfileRange } from './dockerfile-range.js';

/** Where a path of the model was written; always undefined when no file was read. */
export type Locate = (path: readonly (string | number)[]) => SourceRange | undefined;

/** An engine's refusal while a node was carried out, told in terms of the files. */
export function nodeFailureDiagnostic(
  { operation }: PlanNode,
  error: EngineError,
  locate: Locate,
): Diagnostic {
  const { failure } = error;
  const at = place(operation, failure, locate);
  const diagnostic = {
    ...engineFailureDiagnostic(error),
    message: `${subject(operation)}: ${error.message}`,
  };
  if (failure.kind === 'build-failed' && failure.at !== undefined) {
    const related = at === undefined ? [] : [{ message: 'built for this', at }];
    return { ...diagnostic, at: dockerfileRange(failure.at), related };
  }
  return { ...diagnostic, ...(at === undefined ? {} : { at }) };
}

/** An engine's refusal outside of any plan. */
export function engineFailureDiagnostic(error: EngineError): Diagnostic {
  const { failure, message } = error;
  const base = { severity: 'error', message } as const;
  switch (failure.kind) {
    case 'unreachable':
      return {
        ...base,
        code: 'engine-unreachable',
        details: failure.tried,
        help: 'start Docker, or say where it is with DOCKER_HOST or `docker context use`',
      };
    case 'connection-lost':
      return {
        ...base,
        code: 'engine-unreachable',
        help: 'run the command again once the engine is back: it goes on from here',
      };
    case 'no-answer':
      return {
        ...base,
        code: 'engine-unreachable',
        help: 'see whether the engine still works, for example with `docker ps`, and restart it if not',
      };
    case 'registry-unavailable':
      return {
        ...base,
        code: 'image-pull-failed',
        help: 'the registry was asked several times; try again later',
      };
    case 'api-too-old':
      return {
        ...base,
        code: 'engine-too-old',
        help: `the engine offers API ${failure.offered}; at least ${failure.needed} is needed`,
      };
    case 'image-not-found':
      return {
        ...base,
        code: 'image-not-found',
        help: 'check the name and the tag, or log in to its registry with `docker login`',
      };
    case 'unauthorized':
      return { ...base, code: 'image-pull-failed', help: 'log in to the registry with `docker login`' };
    case 'name-conflict':
      return {
        ...base,
        code: 'name-conflict',
        help: `remove or rename what holds the name${failure.ownerId === undefined ? '' : ` (${failure.ownerId.slice(0, 12)})`}`,
      };
    case 'port-in-use':
      return {
        ...base,
        code: 'port-in-use',
        help:
          failure.owner === undefined
            ? `another process of the host listens on port ${failure.port}: stop it, or publish another port`
            : `container ${failure.owner} publishes port ${failure.port}: stop it, or publish another port`,
      };
    case 'build-failed': {
      const help =
        failure.isUnauthorized === true
          ? 'log in to the registry of the base image with `docker login`'
          : failure.attribute && attributeHelp[failure.attribute];
      return {
        ...base,
        code: 'build-failed',
        details: failure.output,
        ...(help === undefined ? {} : { help }),
      };
    }
    case 'not-found':
    case 'in-use':
    case 'conflict':
    case 'invalid-request':
    case 'server-error':
      return { ...base, code: 'engine-error' };
    default:
      return failure satisfies never;
  }
}

/** What to do about an attribute of a build that the engine cannot follow. */
const attributeHelp: Partial<Record<keyof Build, string>> = {
  additional_contexts:
    'engines since 23.0 know them, and older ones where the Dockerfile begins with `# syntax=docker/dockerfile:1`',
  cache_to:
    '`type=inline` works with every engine, `type=registry` with those that have the containerd image store',
  entitlements:
    'allow it in the engine’s daemon.json: `"builder": {"entitlements": {"security-insecure": true}}`',
  platforms: 'build for one platform, or turn on the engine’s containerd image store',
  provenance: 'leave it out, or turn on the engine’s containerd image store',
  sbom: 'leave it out, or turn on the engine’s containerd image store',
};

function subject(operation: Operation): string {
  switch (operation.kind) {
    case 'pull-image':
      return `cannot pull ${operation.image}`;
    case 'push-image':
      return `cannot push ${operation.image}`;
    case 'build-image':
      return `cannot build ${operation.image}`;
    case 'remove-image':
      return `cannot remove image ${operation.image}`;
    case 'create-network':
      return `cannot create network ${operation.network.name}`;
    case 'remove-network':
      return `cannot remove network ${operation.name}`;
    case 'create-volume':
      return `cannot create volume ${operation.volume.name}`;
    case 'remove-volume':
      return `cannot remove volume ${operation.name}`;
    case 'run-hook':
      return `cannot run a ${operation.phase} hook in container ${operation.container.name}`;
    case 'copy-files':
      return `cannot copy files to container ${operation.container.name}`;
    case 'create-container':
    case 'start-container':
    case 'restart-container':
    case 'stop-container':
    case 'kill-container':
    case 'pause-container':
    case 'unpause-container':
    case 'rename-container':
    case 'remove-container':
      return `cannot ${operation.kind.replace('-', ' ')} ${operation.container.name}`;
    case 'update-container':
    case 'add-marker':
      return `cannot update container ${operation.container.name}`;
    case 'remove-marker':
      return `cannot remove volume ${operation.volume}`;
    case 'connect-network':
      return `cannot connect container ${operation.container.name} to network ${operation.attachment.network}`;
    case 'disconnect-network':
      return `cannot disconnect container ${operation.container.name} from network ${operation.network}`;
    case 'wait-container':
    case 'delay':
      return `cannot wait for container ${operation.container.name}`;
    default:
      return operation satisfies never;
  }
}

/** The most telling place in the files: the port that is taken, the image that is not there, else the service. */
function place(operation: Operation, failure: EngineFailure, locate: Locate): SourceRange | undefined {
  switch (operation.kind) {
    case 'pull-image':
    case 'push-image':
      return locate(['services', operation.service, 'image']);
    case 'build-image': {
      const build = ['services', operation.service, 'build'];
      const attribute = failure.kind === 'build-failed' ? failure.attribute : undefined;
      // An entitlement may be asked for by the short form.
      const names = attribute === 'entitlements' ? [attribute, 'privileged'] : [attribute ?? ''];
      return names.map((name) => locate([...build, name])).find((at) => at !== undefined) ?? locate(build);
    }
    case 'create-container':
    case 'start-container':
    case 'restart-container':
    case 'update-container': {
      const service = ['services', operation.container.service];
      if (failure.kind === 'port-in-use') return locate([...service, 'ports']);
      if (failure.kind === 'image-not-found') return locate([...service, 'image']);
      if (failure.kind === 'name-conflict') return locate([...service, 'container_name']);
      return locate(service);
    }
    case 'connect-network':
      return locate(['services', operation.container.service, 'networks']);
    case 'run-hook':
      return locate(['services', operation.container.service, operation.phase, operation.index]);
    case 'copy-files': {
      const [first] = operation.files;
      return first && locate(['services', operation.container.service, first.kind]);
    }
    case 'create-network':
      return locate(['networks', operation.labels[label.network] ?? '']);
    case 'create-volume':
      return locate(['volumes', operation.labels[label.volume] ?? '']);
    case 'remove-image':
    case 'remove-network':
    case 'remove-volume':
    case 'stop-container':
    case 'kill-container':
    case 'pause-container':
    case 'unpause-container':
    case 'rename-container':
    case 'remove-container':
    case 'wait-container':
    case 'delay':
    case 'disconnect-network':
    case 'add-marker':
    case 'remove-marker':
      return undefined;
    default:
      return operation satisfies never;
  }
}
