import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { artifactsOf } from '../../app/test/test-run.js';
import type { StackEvent } from '../../events/event.js';
import { eventToJson } from '../../report/event-json.js';
import { planToJson } from '../../report/plan-json.js';
import { testRunToJson } from '../../report/test/test-run-json.js';

/**
 * Writes what happens beside what the containers themselves tell (`writeEvidence`):
 *
 * - `events.ndjson`: everything, as it happens;
 * - `plan.json`: what was done to set up;
 * - `result.json`: how it ended, and how long each part took.
 */
export class TestRecords {
  readonly #folder: string;
  readonly #repeat: number;
  readonly #failed: (error: unknown) => void;
  #events: WriteStream | undefined;
  #number = 1;
  #hasPlan = false;

  /** @param failed told what cannot be written; the test goes on without it */
  constructor(folder: string, repeat: number, failed: (error: unknown) => void) {
    this.#folder = folder;
    this.#repeat = repeat;
    this.#failed = failed;
  }

  handle(event: StackEvent): void {
    // What many runs come to is no part of any of them.
    if (event.type === 'log' || event.type === 'tests-finished') return;
    this.#events ??= this.#open();
    this.#events?.write(`${JSON.stringify(eventToJson(event, Date.now()))}\n`);
    if (event.type === 'plan-started' && !this.#hasPlan) {
      this.#hasPlan = true;
      this.#write('plan.json', planToJson(event.plan));
    }
    if (event.type === 'test-finished') {
      this.#write('result.json', testRunToJson(event.run));
      this.#events?.end();
      this.#events = undefined;
      this.#hasPlan = false;
      this.#number += 1;
    }
  }

  async close(): Promise<void> {
    if (this.#events === undefined) return;
    this.#events.end();
    await finished(this.#events).catch(this.#failed);
  }

  get #current(): string {
    return artifactsOf(this.#folder, this.#number, this.#repeat);
  }

  #open(): WriteStream | undefined {
    try {
      mkdirSync(this.#current, { recursive: true });
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
    const events = createWriteStream(join(this.#current, 'events.ndjson'));
    events.on('error', this.#failed);
    return events;
  }

  #write(name: string, value: unknown): void {
    try {
      writeFileSync(join(this.#current, name), `${JSON.stringify(value, null, 2)}\n`);
    } catch (error) {
      this.#failed(error);
    }
  }
}
