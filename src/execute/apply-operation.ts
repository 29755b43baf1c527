import { setTimeout as sleep } from 'node:timers/promises';
import { DiagnosticError } from '../diagnostics/diagnostic.js';
import { EngineError } from '../engine/engine-error.js';
import type { ContainerTarget, PlanNode } from '../plan/plan.js';
import { hasVolume } from '../plan/replace-volume.js';
import { changeImage } from './change-image.js';
import { contentOf } from './content-of.js';
import { describeWaitFailure } from './describe-wait-failure.js';
import { noticeIgnoredStop } from './ignored-stop.js';
import type { OperationContext } from './operation-context.js';
import { waitUntilReady } from './ready/wait-until-ready.js';
import { removeUnused } from './remove-unused.js';
import { resolveTemplate } from './resolve-template.js';
import { runHook } from './run-hook.js';
import { waitUntil } from './wait-until.js';

/**
 * Carries out one node. Short calls that change something are not given the signal: cut off half-way nobody
 * would know whether they took place. Pulls, builds, stops and waits are.
 */
export async function applyOperation(
  node: PlanNode,
  context: OperationContext,
  signal: AbortSignal,
): Promise<void> {
  const { engine, containers, undoable } = context;
  const { operation } = node;
  const idOf = (target: ContainerTarget) => containers.idOf(target);
  switch (operation.kind) {
    case 'pull-image':
    case 'push-image':
    case 'build-image':
      await changeImage(node, operation, context, signal);
      return;
    case 'remove-image': {
      const { image: name } = operation;
      await removeUnused(engine, {
        kind: 'image',
        name,
        isUsedBy: ({ image }) => image === name,
        severity: 'warning',
        call: () => engine.images.remove(name),
      });
      return;
    }
    case 'create-network': {
      const id = await engine.networks.create({ definition: operation.network, labels: operation.labels });
      undoable({ undo: (undoSignal) => engine.networks.remove(id, { signal: undoSignal }) });
      return;
    }
    case 'remove-network': {
      const { id, name, restore } = operation;
      await removeUnused(engine, {
        kind: 'network',
        name,
        isUsedBy: ({ networks }) => networks.some((network) => network.id === id),
        severity: context.isAwaited(node) ? 'error' : 'warning',
        call: () => engine.networks.remove(id),
      });
      if (restore === undefined) return;
      const spec = { definition: restore.network, labels: restore.labels };
      undoable({
        undo: async (undoSignal) => {
          await engine.networks.create(spec, { signal: undoSignal });
        },
      });
      return;
    }
    case 'create-volume':
      await engine.volumes.create({ definition: operation.volume, labels: operation.labels });
      return;
    case 'remove-volume': {
      const { name } = operation;
      await removeUnused(engine, {
        kind: 'volume',
        name,
        isUsedBy: (container) => hasVolume(container, name),
        severity: context.isAwaited(node) ? 'error' : 'warning',
        call: () => engine.volumes.remove(name),
      });
      return;
    }
    case 'create-container': {
      const imageId = context.imageIds.get(operation.template.image);
      const spec = resolveTemplate(operation.template, containers, imageId);
      const { id, warnings } = await engine.containers.create(spec);
      containers.set(operation.container, id);
      tellWarnings(context, operation.container, warnings);
      undoable({ undo: (undoSignal) => engine.containers.remove(id, { signal: undoSignal }) });
      return;
    }
    case 'copy-files': {
      const files = operation.files.map((file) => ({ ...file, content: contentOf(file, context.contents) }));
      await engine.containers.putFiles(idOf(operation.container), files);
      return;
    }
    case 'run-hook': {
      const { container, phase, index } = operation;
      const at = context.locate(['services', container.service, phase, index]);
      const failure = await runHook(engine, { id: idOf(container), operation, at, signal });
      if (failure !== undefined) throw new DiagnosticError([failure]);
      return;
    }
    case 'start-container': {
      const id = idOf(operation.container);
      const from = context.now();
      await engine.containers.start(id);
      context.startTimes.set(id, context.now() - from);
      undoable({ undo: (undoSignal) => engine.containers.stop(id, { signal: undoSignal }) });
      return;
    }
    case 'restart-container':
      await engine.containers.restart(idOf(operation.container), { signal, ...timeoutOf(operation) });
      return;
    case 'stop-container': {
      const id = idOf(operation.container);
      let stopped = false;
      undoable({
        undo: async (undoSignal) => {
          // Called off, it may be on its way out: started now, it would be gone in a moment.
          if (signal.aborted && !stopped)
            await engine.containers.stop(id, { signal: undoSignal, ...timeoutOf(operation) });
          await engine.containers.start(id, { signal: undoSignal });
        },
        ready: async (undoSignal) => {
          const { settleMs } = context;
          const events = await context.events();
          await waitUntil(id, 'settled', { engine, events, settleMs, signal: undoSignal });
        },
      });
      const { name, service } = operation.container;
      const begun = context.now();
      await unless(['not-found'], engine.containers.stop(id, { signal, ...timeoutOf(operation) }));
      stopped = true;
      const at = context.locate(['services', service]);
      const stop = { id, name, at, tookMs: context.now() - begun, ...timeoutOf(operation) };
      const notice = await noticeIgnoredStop(engine, stop);
      if (notice !== undefined) context.tell(notice);
      return;
    }
    case 'kill-container': {
      const { killSignal } = operation;
      await engine.containers.kill(idOf(operation.container), killSignal === undefined ? {} : { killSignal });
      return;
    }
    case 'pause-container':
      await engine.containers.pause(idOf(operation.container));
      return;
    case 'unpause-container':
      await engine.containers.unpause(idOf(operation.container));
      return;
    case 'rename-container': {
      const id = idOf(operation.container);
      await engine.containers.rename(id, operation.to);
      const { name } = operation.container;
      undoable({ undo: (undoSignal) => engine.containers.rename(id, name, { signal: undoSignal }) });
      return;
    }
    case 'connect-network': {
      const { container, attachment } = operation;
      const { network } = attachment;
      const id = idOf(container);
      await engine.networks.connect(network, id, attachment);
      undoable({ undo: (undoSignal) => engine.networks.disconnect(network, id, { signal: undoSignal }) });
      return;
    }
    case 'disconnect-network': {
      const { network, restore } = operation;
      const id = idOf(operation.container);
      await unless(['not-found'], engine.networks.disconnect(network, id));
      if (restore === undefined) return;
      undoable({
        undo: (undoSignal) => engine.networks.connect(network, id, restore, { signal: undoSignal }),
      });
      return;
    }
    case 'update-container': {
      const { container, service } = operation;
      const warnings = await engine.containers.update(idOf(container), service);
      tellWarnings(context, container, warnings);
      return;
    }
    case 'add-marker':
      await engine.volumes.create({ definition: { name: operation.volume }, labels: operation.labels });
      return;
    case 'remove-marker':
      await unless(['not-found'], engine.volumes.remove(operation.volume));
      return;
    case 'remove-container': {
      const { container, anonymousVolumes, marker } = operation;
      await engine.containers.remove(idOf(container), { anonymousVolumes: anonymousVolumes.length > 0 });
      // The engine takes only those that it named for this very container, not those carried over to it.
      for (const volume of anonymousVolumes)
        await unless(['not-found', 'in-use'], engine.volumes.remove(volume));
      if (marker !== undefined) await unless(['not-found'], engine.volumes.remove(marker));
      return;
    }
    case 'wait-container': {
      const id = idOf(operation.container);
      // An engine that is slow to start a program is slow to tell that it ended.
      const settleMs = Math.max(context.settleMs, context.startTimes.get(id) ?? 0);
      const waiting = {
        engine,
        events: await context.events(),
        settleMs,
        ...(operation.monitorMs === undefined ? {} : { monitorMs: operation.monitorMs }),
        signal,
      };
      const { until, ready } = operation;
      const result =
        ready === undefined
          ? await waitUntil(id, until, waiting)
          : await waitUntilReady(id, until, { ...waiting, ready, probes: context.probes });
      if (result.kind === 'reached') return;
      const { container: target } = operation;
      const at = context.locate(['services', target.service]);
      const request = { id, node, target, failure: result, notStarted: context.blockedBy(node), at };
      throw new DiagnosticError([await describeWaitFailure(engine, request, signal)]);
    }
    case 'delay':
      await sleep(operation.milliseconds, undefined, { signal });
      return;
    default:
      operation satisfies never;
  }
}

function tellWarnings(
  context: OperationContext,
  container: ContainerTarget,
  warnings: readonly string[],
): void {
  const at = context.locate(['services', container.service]);
  for (const warning of warnings) {
    const message = `container ${container.name}: ${warning}`;
    context.tell({ code: 'engine-warning', severity: 'warning', message, ...(at && { at }) });
  }
}

/** What is to be gone and is gone already is no failure. */
async function unless(kinds: readonly EngineError['failure']['kind'][], call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof EngineError && kinds.includes(error.failure.kind))) throw error;
  }
}

const timeoutOf = ({ timeoutSeconds }: { readonly timeoutSeconds?: number }) =>
  timeoutSeconds === undefined ? {} : { timeoutSeconds };
