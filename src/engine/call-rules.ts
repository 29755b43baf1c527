import type {
  ContainerCalls,
  Engine,
  ImageCalls,
  LockCalls,
  LockClaim,
  NetworkCalls,
  VolumeCalls,
} from './engine.js';
import type { EngineFailure } from './engine-error.js';

/** A call of the port, for example `containers.create`. */
export type CallName =
  | Of<'containers', ContainerCalls>
  | Of<'networks', NetworkCalls>
  | Of<'volumes', VolumeCalls>
  | Of<'images', ImageCalls>
  | Of<'locks', LockCalls>
  | Of<'lock', Pick<LockClaim, 'attempt'>>
  | Extract<keyof Engine, 'version' | 'info' | 'events' | 'eventLog'>;

type Of<Group extends string, Calls> = `${Group}.${Extract<keyof Calls, string>}`;

export interface CallRule {
  /**
   * What may be done when no answer came. `repeat`: making the call twice is the same as making it once. `resend`: only
   * if it surely did not arrive. `never`: it takes several requests, and an earlier one may have arrived.
   */
  readonly unanswered: 'repeat' | 'resend' | 'never';
  /** It changes nothing, so that a failure of the engine itself (5xx) may be asked again. */
  readonly reads?: true;
  /**
   * Seconds until it counts as hanging. `stop`: as long as the container may take to stop, and a while. `none`: it may
   * take as long as it likes, such as a pull.
   */
  readonly limit: number | 'stop' | 'none';
}

const minute = 60;
const read = { unanswered: 'repeat', reads: true, limit: 2 * minute } as const;
/** Much longer than it ever takes: a container is made with a copy of what its image has at the place of a volume. */
const write = { unanswered: 'resend', limit: 10 * minute } as const;
const idempotent = { ...write, unanswered: 'repeat' } as const;

/** Everything that may be asked of an engine, and what may be done when it goes wrong. */
export const callRules: Readonly<Record<CallName, CallRule>> = {
  version: read,
  info: read,
  // It stays open; only what ends it is an answer that never comes.
  events: { ...read, limit: 'none' },
  // What was told already would come again.
  eventLog: { unanswered: 'resend', limit: 'none' },
  'containers.list': read,
  'containers.inspect': read,
  'containers.describe': read,
  'containers.compare': read,
  'containers.update': idempotent,
  // A second one would find the name taken, by its own container.
  'containers.create': write,
  // A job may have run to its end meanwhile; it would run twice.
  'containers.start': write,
  'containers.stop': { unanswered: 'repeat', limit: 'stop' },
  // A second signal is another message to the program.
  'containers.kill': write,
  'containers.restart': { unanswered: 'resend', limit: 'stop' },
  // A second one would be refused, for it is so already.
  'containers.pause': write,
  'containers.unpause': write,
  // A second one would be refused, for it has that name already.
  'containers.rename': write,
  'containers.remove': idempotent,
  'containers.putFiles': idempotent,
  'containers.exec': { unanswered: 'never', limit: 'none' },
  'containers.statPath': read,
  'containers.getArchive': { unanswered: 'resend', limit: 'none' },
  // What was read of the archive cannot be read again.
  'containers.putArchive': { unanswered: 'never', limit: 'none' },
  'containers.removePaths': idempotent,
  'containers.changedPaths': read,
  'containers.export': { unanswered: 'resend', limit: 'none' },
  'containers.commit': { unanswered: 'resend', limit: 'none' },
  'containers.top': read,
  'containers.stats': { unanswered: 'resend', limit: 'none' },
  'containers.converse': { unanswered: 'never', limit: 'none' },
  'containers.execDetached': { unanswered: 'never', limit: 2 * minute },
  'containers.attach': { unanswered: 'resend', limit: 'none' },
  // Lines that were given already would come again.
  'containers.logs': { unanswered: 'resend', limit: 'none' },
  'networks.list': read,
  'networks.find': read,
  'networks.create': write,
  'networks.remove': idempotent,
  'networks.connect': write,
  'networks.disconnect': write,
  'volumes.list': read,
  'volumes.find': read,
  'volumes.create': idempotent,
  'volumes.remove': idempotent,
  'images.find': read,
  'images.list': read,
  'images.pin': read,
  'images.inspect': read,
  'images.pull': { unanswered: 'repeat', reads: true, limit: 'none' },
  // What has arrived is not sent again.
  'images.push': { unanswered: 'repeat', reads: true, limit: 'none' },
  'images.check': read,
  'images.build': { unanswered: 'resend', limit: 'none' },
  'images.remove': idempotent,
  'locks.claim': { unanswered: 'repeat', limit: 2 * minute },
  'lock.attempt': { unanswered: 'repeat', limit: 'none' },
};

/** An engine that restarts is away for as long as its containers take to stop. */
export const outageSeconds = 60;

export interface Attempt {
  readonly call: CallName;
  readonly failure: EngineFailure;
  /** How often it has been tried already, from 1. */
  readonly tries: number;
  /** Since the first of these failures, in milliseconds. */
  readonly elapsedMs: number;
}

/** Milliseconds after which a failed call is made again; undefined when it is not. Pure. */
export function retryAfterMs({ call, failure, tries, elapsedMs }: Attempt): number | undefined {
  const rule = callRules[call];
  switch (failure.kind) {
    case 'unreachable':
      return rule.unanswered !== 'never' && elapsedMs < outageSeconds * 1000
        ? backoff(tries, 2000)
        : undefined;
    case 'connection-lost':
      return rule.unanswered === 'repeat' && elapsedMs < outageSeconds * 1000
        ? backoff(tries, 2000)
        : undefined;
    case 'server-error':
      return rule.reads === true && failure.status >= 500 && tries < 4 ? backoff(tries + 2, 4000) : undefined;
    case 'registry-unavailable':
      return tries < 4 ? backoff(tries + 2, 4000) : undefined;
    case 'port-in-use':
      // The engine gives a port free a moment after the container is gone. Who has an owner keeps it.
      return failure.owner === undefined && startsProgram(call) && elapsedMs < 2000
        ? backoff(tries, 500)
        : undefined;
    case 'api-too-old':
    case 'no-answer':
    case 'not-found':
    case 'image-not-found':
    case 'unauthorized':
    case 'name-conflict':
    case 'in-use':
    case 'conflict':
    case 'invalid-request':
    case 'build-failed':
      return undefined;
    default:
      return failure satisfies never;
  }
}

const startsProgram = (call: CallName): boolean =>
  call === 'containers.start' || call === 'containers.restart';

const backoff = (tries: number, mostMs: number): number => Math.min(mostMs, 100 * 2 ** (tries - 1));
