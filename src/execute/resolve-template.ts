import type {
  ContainerReference,
  ContainerSpec,
  ContainerTemplate,
  NamespaceMode,
} from '../model/container-spec.js';
import { label } from '../model/labels.js';
import { type ContainerId, containerId } from '../model/names.js';
import { containerHash } from '../plan/container-hash.js';
import type { MadeContainers } from './made-containers.js';

/**
 * Puts ids in the place of references, and records in labels what is known only now and what a later plan compares:
 * the hash, the ids, the image.
 */
export function resolveTemplate(
  template: ContainerTemplate<ContainerReference>,
  made: MadeContainers,
  imageId: string | undefined,
): ContainerSpec {
  const references = new Map<string, ContainerId>();
  const idsByService = new Map<string, ContainerId>();
  const resolve = (target: ContainerReference | string): ContainerId => {
    if (typeof target === 'string') return containerId(target);
    const id = made.idOf(target);
    references.set(`${target.service}#${target.number}`, id);
    idsByService.set(target.service, id);
    return id;
  };
  const resolveMode = (mode: NamespaceMode<ContainerReference>): NamespaceMode<ContainerId> =>
    mode.kind === 'engine' ? mode : { kind: 'container', target: resolve(mode.target) };

  const { networkMode, ipcMode, pidMode, volumesFrom, labels, ...rest } = template;
  const resolved = {
    ...rest,
    networkMode: resolveMode(networkMode),
    ...(ipcMode === undefined ? {} : { ipcMode: resolveMode(ipcMode) }),
    ...(pidMode === undefined ? {} : { pidMode: resolveMode(pidMode) }),
    volumesFrom: volumesFrom.map(({ target, readOnly }) => ({ target: resolve(target), readOnly })),
  };
  const used = [...references].map(([place, id]) => `${place}=${id}`).join(',');
  return {
    ...resolved,
    labels: {
      ...labels,
      [label.configHash]: containerHash(template.service, (service) => idsByService.get(service) ?? ''),
      ...(imageId === undefined ? {} : { [label.image]: imageId }),
      ...(used === '' ? {} : { [label.references]: used }),
    },
  };
}
