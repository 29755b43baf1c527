import type { Project, Service } from '../../src/model/project.js';

/**
 * One row of the table: attributes of the format, a service that says them, and the field of the Engine API in which
 * they have to arrive. The API version that a field needs is in `src/plan/api-requirements.ts`.
 */
export interface Row {
  /** Paths in the schema; a prefix stands for all below it. */
  readonly attributes: readonly string[];
  /** In the canonical form, which a file may have as well. */
  readonly service: Partial<Omit<Service, 'name'>>;
  readonly project?: Partial<Pick<Project, 'networks' | 'volumes'>>;
  /** `Config`, `HostConfig`, `Networks.KEY`, `network KEY` or `volume KEY`, and the way from there. */
  readonly field: string;
  /** What the engine is asked for. `PROJECT` stands for the name of the project. */
  readonly asked: unknown;
  /** What it then tells, where that is not the same. */
  readonly told?: unknown;
  /** The API version since which it tells that; absent: every one that is supported. */
  readonly toldSince?: string;
  /** What the container itself sees: a shell command and what it prints. */
  readonly sees?: readonly [command: string, output: RegExp];
  /** Why no container of it runs in the scenario on a real engine. */
  readonly notRun?: string;
}

export const row = (
  attributes: string | readonly string[],
  service: Row['service'],
  field: string,
  asked: unknown,
  more: Partial<Row> = {},
): Row => ({
  attributes: [attributes].flat().map((attribute) => `services.*.${attribute}`),
  service,
  field,
  asked,
  ...more,
});
