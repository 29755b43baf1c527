import type { Action } from './plan.js';
import type { PlanBasis } from './saved-plan.js';

/**
 * What is different now from when a plan was saved, one short sentence each; empty when the plan would be the same.
 *
 * @param now made with the salt of `before`
 */
export function whatMoved(before: PlanBasis, now: PlanBasis): readonly string[] {
  if (before.folder !== now.folder)
    return [`it was saved in the folder ${before.folder}, and this is ${now.folder}`];
  if (before.madeBy !== now.madeBy)
    return [`it was saved by stack ${before.madeBy}, and this is stack ${now.madeBy}`];
  if (before.project !== now.project)
    return [`the project was called ${before.project}, and is now called ${now.project}`];
  const moved = [...movedDefinitions(before, now), ...movedThings(before, now)];
  // Health comes and goes by itself: it is not worth a word as long as the plan is the same.
  if (moved.length > 0 || before.fingerprint === now.fingerprint) return moved;
  const consequences = [...movedHealth(before, now), ...movedDecisions(before, now)];
  return consequences.length > 0
    ? consequences
    : [
        'a value that a saved plan does not keep changed: of an environment or label, a secret, a build argument, or the content of a config',
      ];
}

function movedDefinitions({ definitions: before }: PlanBasis, { definitions: now }: PlanBasis): string[] {
  return keysOf(before, now).flatMap((name) => {
    const [old, current] = [before[name], now[name]];
    if (old === undefined) return [`${name} is used now`];
    if (current === undefined) return [`${name} is not used any more`];
    const attributes = keysOf(old, current).filter((attribute) => old[attribute] !== current[attribute]);
    return attributes.length === 0 ? [] : [`${name} has another ${attributes.join(', ')} in the files`];
  });
}

function movedThings({ observed: before }: PlanBasis, { observed: now }: PlanBasis): string[] {
  return (['image', 'network', 'volume', 'container'] as const).flatMap((kind) =>
    keysOf(before[kind], now[kind]).flatMap((name) => {
      const [old, current] = [before[kind][name], now[kind][name]];
      if (old === undefined) return [`${kind} ${name} was created`];
      if (current === undefined) return [`${kind} ${name} was removed`];
      if (old.id !== current.id) return [`${kind} ${name} is another one`];
      if (old.state !== current.state)
        return [`${kind} ${name} changed state: it was ${old.state}, and is ${current.state}`];
      return old.digest === current.digest ? [] : [`${kind} ${name} was changed`];
    }),
  );
}

function movedHealth({ observed: before }: PlanBasis, { observed: now }: PlanBasis): string[] {
  return keysOf(before.container, now.container).flatMap((name) => {
    const [old, current] = [before.container[name]?.health, now.container[name]?.health];
    return old === current
      ? []
      : [`container ${name} changed health: it was ${old ?? 'unknown'}, and is ${current ?? 'unknown'}`];
  });
}

function movedDecisions({ decisions: before }: PlanBasis, { decisions: now }: PlanBasis): string[] {
  return keysOf(before, now).flatMap((name) => {
    const [old, current] = [before[name], now[name]];
    if (old?.action !== current?.action)
      return [`${name}: it was to ${fate(old?.action)}, and is now to ${fate(current?.action)}`];
    return old?.causes === current?.causes
      ? []
      : [`${name}: it is to ${fate(current?.action)} for another reason than before`];
  });
}

const fate = (action: Action = 'keep'): string =>
  action === 'keep' ? 'stay as it is' : `be ${participles[action]}`;

const participles: Readonly<Record<Exclude<Action, 'keep'>, string>> = {
  pull: 'pulled',
  build: 'built',
  push: 'pushed',
  create: 'created',
  start: 'started',
  restart: 'restarted',
  rename: 'renamed',
  update: 'updated',
  replace: 'replaced',
  stop: 'stopped',
  kill: 'killed',
  pause: 'paused',
  unpause: 'unpaused',
  remove: 'removed',
};

const keysOf = (before: object, now: object): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
