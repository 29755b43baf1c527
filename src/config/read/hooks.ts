import type { Develop, Hook, WatchRule } from '../../model/project.js';
import { listOf, oneOrMany, type ReadersOf, record } from './collections.js';
import { command } from './command.js';
import { environment } from './key-values.js';
import { filePath } from './paths.js';
import { type Reader, refuse } from './reader.js';
import { flag, text, word } from './scalars.js';

type WrittenHook = Omit<Hook, 'command'> & Partial<Pick<Hook, 'command'>>;

const writtenHook = record<WrittenHook>({
  command,
  user: text,
  privileged: flag,
  working_dir: text,
  environment,
});

/** A command for a container that is there already; one without words is kept, as docker compose keeps it. */
export const hook: Reader<Hook> = (place) => {
  const read = writtenHook(place);
  return read && place.reading.origins.remember({ ...read, command: read.command ?? null }, place.node);
};

const watchReaders: ReadersOf<WatchRule> = {
  path: filePath,
  action: word('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
  target: text,
  ignore: oneOrMany(text),
  include: oneOrMany(text),
  initial_sync: flag,
  exec: hook,
};

const watchRule: Reader<WatchRule> = (place) => {
  const read = record<WatchRule>(watchReaders, ['path', 'action'])(place);
  if (!read?.action.startsWith('sync') || (read.target ?? '') !== '') return read;
  return refuse(place, `\`${read.action}\` needs a \`target\`, the folder in the container`, {
    code: 'missing-key',
  });
};

export const develop: Reader<Develop> = record<Develop>({ watch: listOf(watchRule) });
