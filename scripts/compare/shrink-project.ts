import { changeAt, placesIn } from '../../test/config/generated/edits.js';
import type { GeneratedProject } from '../../test/config/generated/project.js';
import type { Tree } from '../../test/config/generated/tree.js';

/** Takes away whatever is not needed for `holds`, part by part, until nothing more can go. */
export async function shrinkProject(
  project: GeneratedProject,
  holds: (smaller: GeneratedProject) => Promise<boolean>,
): Promise<GeneratedProject> {
  let smallest = project;
  for (let again = true; again; ) {
    again = false;
    // What could not be taken away once is not tried again before everything else was.
    for (let position = 0; ; ) {
      const smaller = [...smallerThan(smallest)][position];
      if (smaller === undefined) break;
      if (await holds(smaller)) {
        smallest = smaller;
        again = true;
      } else position++;
    }
  }
  return smallest;
}

/** The largest steps first. */
function* smallerThan(project: GeneratedProject): Generator<GeneratedProject> {
  const { documents, texts, profiles, files } = project;
  for (const path of Object.keys(documents).slice(1))
    yield { ...project, documents: without(documents, path), files: files.filter((file) => file !== path) };
  if (profiles.length > 0) yield { ...project, profiles: [] };
  for (const [path, document] of Object.entries(documents)) {
    for (const place of placesIn(document).slice(1)) {
      const smaller = changeAt(document, place, () => undefined);
      yield { ...project, documents: { ...documents, [path]: smaller } satisfies Record<string, Tree> };
    }
  }
  for (const [path, text] of Object.entries(texts)) {
    const lines = text.split('\n');
    if (text !== '')
      for (const index of lines.keys())
        yield {
          ...project,
          texts: { ...texts, [path]: lines.filter((_, other) => other !== index).join('\n') },
        };
  }
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
