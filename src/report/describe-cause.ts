import { fileObjectName } from '../model/container-file.js';
import { describeChange } from '../plan/describe-change.js';
import { type Cause, planCommands } from '../plan/plan.js';

/** A cause in words, one line per thing: several only where several attributes changed. */
export function describeCause(cause: Cause): readonly string[] {
  switch (cause.kind) {
    case 'absent':
      return ['does not exist yet'];
    case 'changed':
      return cause.changes.map(describeChange);
    case 'image-changed':
      return [`image ${cause.image}: ${shortId(cause.before)} → ${shortId(cause.after)}`];
    case 'content-changed':
      return cause.of === 'binds'
        ? [`content of ${cause.name} changed since it ran`]
        : [`content of ${fileObjectName({ kind: cause.of, source: cause.name })} changed`];
    case 'image-built':
      return [`image ${cause.image} is built anew`];
    case 'image-pulled':
      return [`image ${cause.image} is pulled again`];
    case 'unknown-configuration':
      return ['made by another tool, so what it was made from is not known'];
    case 'dependency-replaced':
      return [`depends on ${cause.service}, which is replaced`];
    case 'shares-namespace':
      return [`shares the container of ${cause.service}, which is replaced`];
    case 'network-changed':
      return [`is not attached to network ${cause.network} as it is now`];
    case 'volume-recreated':
      return [`volume ${cause.volume} is made anew`];
    case 'not-running':
      return [describeState(cause.state)];
    case 'orphan':
      return ['its service is not in the files any more'];
    case 'scaled-down':
      return [`scaled down to ${cause.replicas}`];
    case 'superseded':
      return ['left over from an interrupted replacement'];
    case 'requested':
      return [`asked for by ${cause.by}`];
    default:
      return cause satisfies never;
  }
}

function describeState(state: string): string {
  switch (state) {
    case 'exited':
      return 'has exited';
    case 'created':
      return 'was never started';
    default:
      return `is ${state}`;
  }
}

const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);

/** That `down` removes what is there goes without saying. */
export const saysMoreThanTheCommand = (cause: Cause): boolean =>
  cause.kind !== 'requested' || !commands.has(cause.by);

const commands: ReadonlySet<string> = new Set(planCommands);
