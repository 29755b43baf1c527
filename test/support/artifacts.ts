import { mkdir, rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { repositoryRoot } from '../../scripts/build/repository.js';
import type { DaemonClient } from './daemon-client.js';

export interface ScenarioRecord {
  readonly title: string;
  readonly project: string;
  readonly folder: string;
  readonly startedAt: number;
  /** Steps and what the commands in them wrote, in order. */
  readonly transcript: readonly string[];
}

/** Writes what is needed to understand a failed scenario without running it again. Gives back the folder. */
export async function writeArtifacts(record: ScenarioRecord, daemon: DaemonClient): Promise<string> {
  const target = `${repositoryRoot}/test-artifacts/${fileName(record.title)}`;
  await rm(target, { recursive: true, force: true });
  await mkdir(`${target}/logs`, { recursive: true });
  await writeFile(`${target}/transcript.txt`, record.transcript.join('\n'));
  // Node.js cannot copy names that are no text.
  await execa('cp', ['-a', record.folder, `${target}/project`]);
  const containers = await daemon.containers(record.project);
  const inspected = containers.map(({ raw }) => raw);
  await writeFile(`${target}/containers.json`, `${JSON.stringify(inspected, null, 2)}\n`);
  for (const { name, id } of containers) await writeFile(`${target}/logs/${name}.log`, await daemon.logs(id));
  // One second on: the engine takes whole seconds and leaves out the one that is running.
  const now = Math.floor(Date.now() / 1000) + 1;
  const events = await daemon.events(record.project, Math.floor(record.startedAt / 1000), now);
  await writeFile(`${target}/events.ndjson`, events);
  return target;
}

function fileName(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 100);
}
