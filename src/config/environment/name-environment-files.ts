import type { EnvironmentFile } from '../../model/project.js';
import type { EnvironmentFile as WrittenFile } from '../read/environment-file.js';

/** The `env_file`s of a service, left unread: each once, where it is written last. */
export function nameEnvironmentFiles(files: readonly WrittenFile[]): readonly EnvironmentFile[] {
  const byPath = new Map<string, WrittenFile>();
  for (const file of files) byPath.set(file.path, file);
  return [...byPath.values()].map(canonicalFile);
}

function canonicalFile({ path, required, format }: WrittenFile): EnvironmentFile {
  return required ? path : { path, required, ...(format !== undefined && { format }) };
}
