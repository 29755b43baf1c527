import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type {} from 'vitest';
import { addressText, findAddress, type PortChoice, type PublishedAddress } from './addresses.js';
import type { ProjectOptions, UpChoices } from './project-options.js';
import { up } from './projects.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** What `stackSetup` brought up; `environmentOf` makes it handy. */
    stack: ProvidedEnvironment;
  }
}

/** As much of an environment as can be handed to the processes that tests run in. */
export interface ProvidedEnvironment {
  readonly project: string;
  readonly ports: readonly PublishedAddress[];
}

export interface SetupOptions extends Omit<ProjectOptions, 'isolated'>, UpChoices {
  /**
   * Keeps what was brought up for the next run, which changes only what is different in the files by then. `stack gc
   * --older-than 1d` or `stack down -v` removes it. Absent: every run has its own.
   */
  readonly reuse?: boolean;
}

/** As much of Vitest's project as is needed: any version of it will do. */
interface Provides {
  provide(key: 'stack', value: ProvidedEnvironment): void;
}

/**
 * A global setup for Vitest:
 *
 * ```ts
 * // test/setup.ts, named in `globalSetup` of vitest.config.ts
 * import { stackSetup } from 'stack/vitest';
 * export default stackSetup({ files: ['compose.yaml'], reuse: !process.env.CI });
 * ```
 *
 * Tests get at it with `environmentOf(inject('stack'))`.
 */
export function stackSetup({
  reuse = false,
  ...options
}: SetupOptions = {}): (vitest: Provides) => Promise<() => Promise<void>> {
  return async (vitest) => {
    const environment = await up({ ...options, isolated: reuse ? reusedCopy(options.cwd) : true });
    vitest.provide('stack', { project: environment.project, ports: environment.ports });
    return () => (reuse ? environment.close() : environment.down());
  };
}

/** One for each folder, so that worktrees do not get in each other's way. */
const reusedCopy = (cwd = process.cwd()): string =>
  `vitest-${createHash('sha256').update(resolve(cwd)).digest('hex').slice(0, 8)}`;

export interface ProvidedService {
  /** Where a port of it is published. Throws a `RangeError` when it is not. */
  port(target: number, choice?: PortChoice): number;
  /** The same with the host: `127.0.0.1:49153`. */
  address(target: number, choice?: PortChoice): string;
}

/** @param provided `inject('stack')` */
export function environmentOf({ project, ports }: ProvidedEnvironment): {
  readonly project: string;
  service(name: string): ProvidedService;
} {
  return {
    project,
    service: (name) => ({
      port: (target, choice) => findAddress(ports, name, target, choice).port,
      address: (target, choice) => addressText(findAddress(ports, name, target, choice)),
    }),
  };
}
