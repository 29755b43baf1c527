import type { Result } from '../diagnostics/diagnostic.js';
import { isOneoff, label } from '../model/labels.js';
import { decodeApplied } from './applied.js';
import { checkUpdates } from './check-updates.js';
import { checkContainerFiles } from './container-files.js';
import { addRemoval } from './container-nodes.js';
import { notePassedOver } from './passed-over.js';
import type { Plan } from './plan.js';
import { type ContainerLook, emptyDraft, finishDraft, type PlanDraft } from './plan-draft.js';
import { addReconnections } from './replace-network.js';
import { addVolumeUsers, checkRecreatedVolumes } from './replace-volume.js';
import { unsupportedAttributes } from './unsupported-attributes.js';
import { planContainers } from './up-containers.js';
import { planImages } from './up-images.js';
import type { UpInput } from './up-options.js';
import { planResources } from './up-resources.js';
import { addMarkerRemovals } from './update-markers.js';
import { withoutStarts } from './without-starts.js';

/** What it takes to get from what is observed to what the files say. Pure. Fails only with diagnostics. */
export function planUp(input: UpInput): Result<Plan> {
  const draft = draftUp(input);
  const starts = input.options.createOnly !== true;
  if (draft.diagnostics.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: draft.diagnostics };
  return {
    ok: true,
    value: finishDraft('up', input.selection.project.name, starts ? draft : withoutStarts(draft)),
    diagnostics: draft.diagnostics,
  };
}

/**
 * The containers of which lists and labels do not tell what they are made of: those that another tool made of what
 * may be something else, and those that were changed since they were made. None, where all is as usual.
 */
export function looksNeeded(input: UpInput): readonly ContainerLook[] {
  const { containers, updateMarkers } = input.observed;
  const isUsual =
    updateMarkers.length === 0 &&
    containers.every(({ labels }) => decodeApplied(labels[label.applied]) !== undefined || isOneoff(labels));
  return isUsual ? [] : draftUp(input).questions;
}

function draftUp(input: UpInput): PlanDraft {
  const { project } = input.selection;
  const draft = emptyDraft(
    { ...project.disabledServices, ...project.services },
    input.observed.updateMarkers,
  );
  const images = planImages(draft, input);
  const networks = planResources(draft, input, 'networks');
  const volumes = planResources(draft, input, 'volumes');
  draft.diagnostics.push(
    ...unsupportedAttributes(input),
    ...checkContainerFiles(input),
    ...notePassedOver(input),
    ...checkRecreatedVolumes(input),
  );
  planContainers(draft, input, { images, networks, volumes });
  draft.diagnostics.push(...checkUpdates(input, draft.decisions));
  planOrphans(draft, input);
  for (const { replacement } of [...volumes.values(), ...networks.values()]) {
    if (replacement === undefined) continue;
    if ('key' in replacement) addVolumeUsers(draft, input, replacement);
    else addReconnections(draft, input, replacement);
  }
  addMarkerRemovals(draft, input.observed);
  return draft;
}

/** Containers of services that no file has any more. Those of disabled services and of `run` are not orphans. */
function planOrphans(draft: PlanDraft, input: UpInput): void {
  const { project } = input.selection;
  const orphans = input.observed.containers.filter(({ labels }) => {
    const service = labels[label.service];
    if (service === undefined || isOneoff(labels)) return false;
    return !(service in project.services) && !(service in project.disabledServices);
  });
  if (input.options.removeOrphans) {
    for (const container of orphans)
      addRemoval(draft, input.options.stopTimeoutSeconds, container, { kind: 'orphan' });
  } else if (orphans.length > 0 && input.options.ignoreOrphans !== true) {
    const names = orphans.map(({ name }) => name).sort();
    draft.diagnostics.push({
      code: 'orphan-containers',
      severity: 'warning',
      message: `found orphan containers (${names.join(', ')}) of services that the files do not have`,
      help: 'remove them with `--remove-orphans`, or rename the service back',
    });
  }
}
