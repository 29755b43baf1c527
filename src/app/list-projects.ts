import type { ProjectOnEngine } from '../events/answer.js';
import { label } from '../model/labels.js';
import type { ContainerState, ObservedContainer } from '../model/observed.js';
import { isRunning } from '../plan/container-target.js';
import { type Outcome, settle } from './outcome.js';
import type { Runtime } from './runtime.js';

/** Projects that have containers on the engine, by name. Needs no file. */
export function listProjects(
  runtime: Runtime,
  /** Those, too, of which no container runs. */
  { all }: { readonly all: boolean },
): Promise<Outcome<readonly ProjectOnEngine[]>> {
  return settle(runtime, async () => {
    const { signal } = runtime;
    const engine = await runtime.connect(signal);
    const containers = await engine.containers.list({ [label.project]: null }, { signal });
    const projects = new Map<string, ObservedContainer[]>();
    for (const container of containers.filter((each) => all || isRunning(each))) {
      const name = container.labels[label.project] ?? '';
      projects.set(name, [...(projects.get(name) ?? []), container]);
    }
    const value = [...projects]
      .map(([name, own]) => ({ name, states: countStates(own), configFiles: configFiles(own) }))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    return { kind: 'succeeded', value };
  });
}

function countStates(containers: readonly ObservedContainer[]): ProjectOnEngine['states'] {
  const counts = new Map<ContainerState, number>();
  for (const { state } of containers) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort();
}

const configFiles = (containers: readonly ObservedContainer[]): readonly string[] => [
  ...new Set(
    containers.flatMap(({ labels }) =>
      (labels[label.configFiles] ?? '').split(',').filter((path) => path !== ''),
    ),
  ),
];
