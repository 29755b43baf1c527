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
  const isSamePlan = before.fingerprint === now.fingerprint;
  const moved = [...movedDefinitions(before, now), ...movedThings(before, now)];
  if (moved.length > 0 || isSamePlan) return moved;
  // A health that changed is not worth a word as long as the plan is the same.
  const health = movedHealth(before, now);
  return health.length > 0
    ? health
    : ['a value that is not kept in a saved plan changed: a secret, or the content of a config or secret'];
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

const keysOf = (before: object, now: object): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
