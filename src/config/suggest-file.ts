import { basename, dirname, join } from 'node:path';
import { closestName } from '../diagnostics/closest-name.js';
import type { TextFiles } from '../platform/file-system.js';

/** What was probably meant by the path of a file that is not there. */
export async function suggestFile(path: string, files: TextFiles): Promise<string | undefined> {
  const folder = dirname(path);
  const name = basename(path);
  if ((await files.kindOf(folder)) === undefined) return `there is no folder ${folder}`;
  const names = await files.namesIn(folder);
  const template = names.find((other) => templates.some((ending) => other === `${name}${ending}`));
  if (template !== undefined) return `copy \`${template}\`, which is there, to \`${name}\` and fill it in`;
  const meant = otherEnding(name, names) ?? closestName(name, names);
  return meant === undefined || meant === name ? undefined : `did you mean \`${meant}\`, which is there?`;
}

const templates = ['.example', '.sample', '.dist', '.template', '.default'];

function otherEnding(name: string, names: readonly string[]): string | undefined {
  const stem = name.replace(/\.ya?ml$/, '');
  return names.find(
    (other) => other !== name && /\.ya?ml$/.test(other) && other.replace(/\.ya?ml$/, '') === stem,
  );
}

/** Folders that are looked into for a compose file; a folder of thousands is not where a project is. */
const maxFolders = 100;

/** Where else a compose file seems to be, seen from a folder that has none: under another name, or one level below. */
export async function suggestComposeFile(folder: string, files: TextFiles): Promise<string | undefined> {
  const names = await files.namesIn(folder);
  const similar = names.find((name) =>
    /^(?:docker[-_. ]?)?(?:compose|stack)\b.*\.ya?ml(?:\.\w+)?$/i.test(name),
  );
  if (similar !== undefined) return similar;
  for (const name of names.filter((other) => !/^(?:\.|node_modules$)/.test(other)).slice(0, maxFolders)) {
    if ((await files.kindOf(join(folder, name))) !== 'folder') continue;
    const found = (await files.namesIn(join(folder, name))).find((inside) =>
      /^(?:stack|(?:docker-)?compose)\.ya?ml$/.test(inside),
    );
    if (found !== undefined) return join(name, found);
  }
  return undefined;
}
