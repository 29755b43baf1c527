/**
 * Several small folders of text files as one text, so that they can be read one after the other: `== name` begins a
 * folder, `-- path` a file of it. A blank line before `==` is there for the eye; what precedes the first is a remark.
 */
export type Folders = ReadonlyMap<string, Readonly<Record<string, string>>>;

export function parseArchive(text: string): Folders {
  const folders = new Map<string, Record<string, string>>();
  const [, ...parts] = text.split(/^== (.+)\n/m);
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index] ?? '';
    if (folders.has(name)) throw new Error(`two are called "${name}"`);
    folders.set(name, parseFiles((parts[index + 1] ?? '').replace(/(^|\n)\n$/, '$1')));
  }
  return folders;
}

function parseFiles(text: string): Record<string, string> {
  const [, ...parts] = text.split(/^-- (.+)\n/m);
  const files: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) files[parts[index] ?? ''] = parts[index + 1] ?? '';
  return files;
}

export function renderArchive(folders: Folders): string {
  return [...folders]
    .map(([name, files]) => `== ${name}\n${Object.entries(files).map(renderFile).join('')}`)
    .join('\n');
}

const renderFile = ([path, text]: readonly [string, string]) => `-- ${path}\n${text}`;
