import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ContainerSpec } from '../../../model/container-spec.js';
import { EngineError } from '../../engine-error.js';

/** The engine takes the content of a seccomp profile, files name its path. */
export async function withSeccompProfile(spec: ContainerSpec): Promise<ContainerSpec> {
  const options = spec.securityOptions;
  if (!options?.some((option) => profilePath(option) !== undefined)) return spec;
  return { ...spec, securityOptions: await Promise.all(options.map(withContent)) };
}

/** `unconfined`, `builtin` and a profile's content are passed on as they are. */
function profilePath(option: string): string | undefined {
  const path = /^seccomp[=:](.*)$/.exec(option)?.[1];
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

async function withContent(option: string): Promise<string> {
  const path = profilePath(option);
  if (path === undefined) return option;
  try {
    return `seccomp=${JSON.stringify(JSON.parse(await readFile(path, 'utf8')))}`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError(
      `cannot use the seccomp profile ${path}: ${reason}`,
      { kind: 'invalid-request' },
      { cause },
    );
  }
}
