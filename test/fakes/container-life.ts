import type { EngineEventAction } from '../../src/engine/engine.js';
import type { Behaviour } from './behaviour.js';
import { type FakeContainer, hasHealthcheck, isRunning } from './fake-container.js';
import type { VirtualClock } from './virtual-clock.js';

/** Time between two probes, and before a restart policy brings a container back. */
const probeIntervalMs = 1000;
const restartDelayMs = 100;
/** Failed probes in a row that make a container unhealthy, when its health check does not say. */
const defaultRetries = 3;

export interface Life {
  readonly clock: VirtualClock;
  readonly behaviourOf: (container: FakeContainer) => Behaviour;
  readonly emit: (container: FakeContainer, action: EngineEventAction) => void;
  /** Something was printed, or the container ended. */
  readonly logged: (container: FakeContainer) => void;
}

/** created → running ─ probes: starting → healthy | unhealthy ─ exited | restarting → running … */
export function startRun(life: Life, container: FakeContainer): void {
  const behaviour = life.behaviourOf(container);
  container.run += 1;
  container.state = 'running';
  container.stopped = false;
  container.error = '';
  container.exitCode = 0;
  container.outOfMemory = false;
  container.startedAt = life.clock.timestamp();
  container.health = hasHealthcheck(container) ? 'starting' : undefined;
  for (const { stream, text } of behaviour.logs ?? []) print(life, container, stream, text);
  life.emit(container, { action: 'started' });
  if (container.health !== undefined) probeLater(life, container, 1, behaviour);
  const { exit } = behaviour;
  if (exit !== undefined) {
    whileSameRun(life, container, exit.afterMs ?? 0, () =>
      endRun(life, container, exit.code, exit.outOfMemory),
    );
  }
}

export function print(life: Life, container: FakeContainer, stream: 'stdout' | 'stderr', text: string): void {
  container.logs.push({ stream, text, timestamp: life.clock.timestamp() });
  life.logged(container);
}

/** The program is over; its restart policy may bring it back. */
export function endRun(life: Life, container: FakeContainer, exitCode: number, outOfMemory = false): void {
  if (!isRunning(container)) return;
  container.run += 1;
  container.state = 'exited';
  container.exitCode = exitCode;
  container.outOfMemory = outOfMemory;
  container.finishedAt = life.clock.timestamp();
  if (outOfMemory) life.emit(container, { action: 'out-of-memory' });
  life.emit(container, { action: 'died', exitCode });
  if (restarts(container)) {
    container.state = 'restarting';
    whileSameRun(life, container, restartDelayMs, () => {
      container.restartCount += 1;
      startRun(life, container);
    });
  }
  life.logged(container);
}

export function setHealth(
  life: Life,
  container: FakeContainer,
  health: 'healthy' | 'unhealthy',
  output = '',
): void {
  container.lastProbe = { exitCode: health === 'healthy' ? 0 : 1, output };
  if (container.health === health) return;
  container.health = health;
  life.emit(container, { action: 'health', status: health });
}

function probeLater(life: Life, container: FakeContainer, probe: number, behaviour: Behaviour): void {
  whileSameRun(life, container, probeIntervalMs, () => {
    const output = behaviour.probeOutput ?? '';
    if (!behaviour.unhealthy && probe >= (behaviour.healthyAfterProbes ?? 1)) {
      setHealth(life, container, 'healthy', output);
      return;
    }
    container.lastProbe = { exitCode: 1, output };
    const retries = container.spec.service.healthcheck?.retries ?? defaultRetries;
    // Probes that will pass one day are taken as made within the start period.
    if (behaviour.unhealthy && probe >= retries) setHealth(life, container, 'unhealthy', output);
    else probeLater(life, container, probe + 1, behaviour);
  });
}

function restarts({ service, stopped, exitCode, restartCount }: FakeContainer): boolean {
  const [policy = 'no', limit = '0'] = (service.restart ?? 'no').split(':');
  if (stopped || policy === 'no') return false;
  if (policy !== 'on-failure') return true;
  return exitCode !== 0 && (Number(limit) === 0 || restartCount < Number(limit));
}

function whileSameRun(life: Life, container: FakeContainer, delayMs: number, act: () => void): void {
  const { run } = container;
  life.clock.after(delayMs, () => {
    if (container.run === run) act();
  });
}
