import type { ContainerId } from '../../../model/names.js';
import type { CallOptions, ContainerUsage, ProcessTable } from '../../engine.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { textLines } from '../connection/json-lines.js';
import { containerUsage } from '../translate/container-usage.js';

export const processTable = (answer: {
  readonly Titles: string[] | null;
  readonly Processes: string[][] | null;
}): ProcessTable => ({ titles: answer.Titles ?? [], processes: answer.Processes ?? [] });

/** Asked for one look, the engine takes two, a second apart, because the share of the processors needs both. */
export async function* readStats(
  connection: EngineConnection,
  id: ContainerId,
  { signal, follow = false }: CallOptions & { readonly follow?: boolean } = {},
): AsyncGenerator<ContainerUsage> {
  const request = { method: 'GET', path: `/containers/${id}/stats`, query: { stream: follow } } as const;
  try {
    for await (const line of textLines(await connection.open(request, signal)))
      yield containerUsage(JSON.parse(line));
  } catch (error) {
    throw connection.failure(error, signal);
  }
}
