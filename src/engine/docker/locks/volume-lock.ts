import { setTimeout as delay } from 'node:timers/promises';
import { label } from '../../../model/labels.js';
import type { LockAttempt, LockClaim, LockRequest } from '../../engine.js';
import { EngineError } from '../../engine-error.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { unlessNotFound } from '../failures/unless-not-found.js';
import { unlessStatus } from '../failures/unless-status.js';
import { textAt } from '../json-value.js';
import { type EngineSession, openSession } from '../session/engine-session.js';

export interface VolumeLockRequest extends LockRequest {
  /** Known to nobody else; also the id of the session that shows that the owner lives. */
  readonly token: string;
}

/** How long a holder tries to show that it lives after its session has ended, in milliseconds: an engine may be restarting. */
const recoverWithinMs = 60_000;
const recoverEveryMs = 200;

/**
 * A lock is a volume: making one that exists gives that one with its labels as they are, so that one call tests and
 * sets. Its owner has a session whose id is the token in the labels.
 *
 * ```
 * free ── create: our token ──► ours ── remove ──► free
 *   └─── create: another token ──► theirs ── their session can be had: they are gone ── remove ──► free
 * ```
 *
 * Whoever has the session of a token, and nobody else, may remove the volume with that token.
 */
export class VolumeLock implements LockClaim {
  readonly #connection: EngineConnection;
  readonly #request: VolumeLockRequest;
  readonly #volume: string;
  readonly #lost = new AbortController();
  #session: EngineSession | undefined;
  #acquired = false;
  #released = false;

  constructor(connection: EngineConnection, request: VolumeLockRequest, session: EngineSession) {
    this.#connection = connection;
    this.#request = request;
    // A project's name has no dot, so that no volume of a project is called like this.
    this.#volume = `${request.name}.stack-lock`;
    this.#keep(session);
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async attempt(): Promise<LockAttempt> {
    const { token } = this.#request;
    if (this.#session === undefined && !(await this.#reopen())) return this.#unannounced();
    const labels = await this.#create();
    const owner = labels.owner;
    if (owner === token) {
      this.#acquired = true;
      return { kind: 'acquired' };
    }
    if (owner === undefined) {
      const message = `the volume ${this.#volume} has the name of a lock and is none`;
      throw new EngineError(message, { kind: 'name-conflict', name: this.#volume });
    }
    if (await this.#breakLockOf(owner)) return await this.attempt();
    return { kind: 'held', by: labels.holder, since: labels.since };
  }

  async release(): Promise<void> {
    this.#released = true;
    try {
      // Without the session the volume may be another's between a look and its removal.
      if (this.#acquired && this.#session !== undefined) await this.#remove();
    } catch (error) {
      // Once the session is closed, whoever comes next takes it for what it is.
      if (!(error instanceof EngineError)) throw error;
    } finally {
      this.#session?.close();
    }
  }

  #keep(session: EngineSession): void {
    this.#session = session;
    session.onEnd(() => {
      this.#session = undefined;
      if (this.#acquired && !this.#released) void this.#recover();
    });
  }

  async #reopen(): Promise<boolean> {
    const { token, name } = this.#request;
    const opened = await openSession(this.#connection, { id: token, name: `stack ${name}` });
    if (opened.kind === 'open') this.#keep(opened.session);
    return opened.kind === 'open';
  }

  /** The engine still knows the session that was cut off; it forgets it within seconds. */
  async #unannounced(): Promise<LockAttempt> {
    const found = await this.#find();
    return { kind: 'held', by: found?.holder ?? this.#request.holder, since: found?.since ?? '' };
  }

  /** The session was cut off, or the engine is restarting: shows again that this owner lives, before anybody breaks the lock. */
  async #recover(): Promise<void> {
    const end = performance.now() + recoverWithinMs;
    let reason = 'it could not be reached in time';
    while (!this.#released && performance.now() < end) {
      try {
        const back = await this.#reopen();
        if ((await this.#find())?.owner !== this.#request.token) {
          reason = 'the lock has been taken by another';
          break;
        }
        if (back) return;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
      }
      await delay(recoverEveryMs, undefined, { ref: false });
    }
    const message = `the connection that held the lock on ${this.#request.name} was lost, and ${reason}`;
    if (!this.#released) this.#lost.abort(new EngineError(message, { kind: 'connection-lost' }));
  }

  /** True when its owner had gone. */
  async #breakLockOf(owner: string): Promise<boolean> {
    const opened = await openSession(this.#connection, {
      id: owner,
      name: `stack ${this.#request.name}`,
    });
    if (opened.kind !== 'open') return false;
    try {
      // It may have been given back and taken again since it was seen.
      if ((await this.#find())?.owner === owner) await this.#remove();
      return true;
    } finally {
      opened.session.close();
    }
  }

  async #create() {
    const { name, token, holder, labels } = this.#request;
    const body = {
      Name: this.#volume,
      Driver: 'local',
      Labels: { ...labels, [label.lock]: name, [label.lockOwner]: token, [label.lockHolder]: holder },
    };
    return await this.#connection.call(undefined, async (docker) =>
      lockLabels(await requestJson(docker, { method: 'POST', path: '/volumes/create', body }, {})),
    );
  }

  async #find() {
    const path = `/volumes/${encodeURIComponent(this.#volume)}`;
    return await this.#connection.call(undefined, async (docker) => {
      const found = await unlessNotFound(requestJson(docker, { method: 'GET', path }, {}));
      return found === undefined ? undefined : lockLabels(found);
    });
  }

  async #remove(): Promise<void> {
    await this.#connection.call(undefined, (docker) =>
      unlessStatus(404, docker.getVolume(encodeURIComponent(this.#volume)).remove()),
    );
  }
}

function lockLabels(volume: unknown) {
  return {
    owner: textAt(volume, 'Labels', label.lockOwner),
    holder: textAt(volume, 'Labels', label.lockHolder) ?? 'another process',
    since: textAt(volume, 'CreatedAt') ?? '',
  };
}
