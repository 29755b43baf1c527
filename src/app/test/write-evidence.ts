import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalProject } from '../../config/render-canonical.js';
import { writeYaml } from '../../config/yaml/write-yaml.js';
import type { Engine } from '../../engine/engine.js';
import { EngineError } from '../../engine/engine-error.js';
import { isOneoff, label } from '../../model/labels.js';
import type { ObservedContainer } from '../../model/observed.js';
import type { Project } from '../../model/project.js';
import { hidden, looksSecret } from '../../model/secret-values.js';
import { withoutSecrets } from '../../plan/applied.js';

/**
 * Writes what helps to see why a test failed, while the containers are there still:
 *
 * - `compose.yaml`: what the files came to, for this copy;
 * - `logs/NAME.log` and `logs/NAME.ndjson` (`time`, `stream`, `text`): all that a container said;
 * - `inspect/NAME.json`: what the engine tells of it.
 *
 * NAME is that of the container without the project's. What looks secret is hidden, except in what containers say.
 */
export async function writeEvidence(
  engine: Engine,
  project: Project,
  containers: readonly ObservedContainer[],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<void> {
  await Promise.all(['logs', 'inspect'].map((name) => mkdir(join(folder, name), { recursive: true })));
  await writeFile(join(folder, 'compose.yaml'), maskedConfig(project));
  for (const container of containers) {
    const name = evidenceName(container);
    const described = await unlessRefused(engine.containers.describe(container.id, { signal }));
    await writeFile(
      join(folder, 'inspect', `${name}.json`),
      `${JSON.stringify(masked(described), null, 2)}\n`,
    );
    await writeLogs(engine, container, join(folder, 'logs', name), signal);
  }
}

/** For example `web-1`; `tests-run-…` of one that `run` made. */
function evidenceName({ labels, name }: ObservedContainer): string {
  const service = labels[label.service] ?? name;
  return isOneoff(labels) ? `${service}-run` : `${service}-${labels[label.containerNumber] ?? '1'}`;
}

function maskedConfig(project: Project): string {
  const config = withoutSecrets(canonicalProject(project, 'yaml'));
  return writeYaml(typeof config === 'object' && config !== null ? { ...config } : {});
}

async function writeLogs(
  engine: Engine,
  { id }: ObservedContainer,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const text = await open(`${path}.log`, 'w');
  const json = await open(`${path}.ndjson`, 'w');
  try {
    for await (const lines of engine.containers.logs(id, { signal })) {
      await text.write(lines.map((line) => `${line.timestamp} ${line.text}\n`).join(''));
      await json.write(
        lines
          .map(({ timestamp, stream, text }) => `${JSON.stringify({ time: timestamp, stream, text })}\n`)
          .join(''),
      );
    }
  } catch (error) {
    // Some logging drivers cannot give back what they took.
    if (!(error instanceof EngineError)) throw error;
    await text.write(`its log cannot be read: ${error.message}\n`);
  } finally {
    await Promise.all([text.close(), json.close()]);
  }
}

/** Environments are lists of assignments there. */
function masked(described: unknown): unknown {
  return withoutSecrets(
    JSON.parse(JSON.stringify(described ?? null), (key, value: unknown) =>
      key === 'Env' && Array.isArray(value) ? value.map(maskedAssignment) : value,
    ),
  );
}

function maskedAssignment(assignment: unknown): unknown {
  if (typeof assignment !== 'string') return assignment;
  const [name = ''] = assignment.split('=', 1);
  return looksSecret(name) ? `${name}=${hidden}` : assignment;
}

async function unlessRefused(described: Promise<unknown>): Promise<unknown> {
  try {
    return await described;
  } catch (error) {
    if (error instanceof EngineError) return { error: error.message };
    throw error;
  }
}
