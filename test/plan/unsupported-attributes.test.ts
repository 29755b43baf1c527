import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/model/project.js';
import { unsupportedAttributes } from '../../src/plan/unsupported-attributes.js';
import { refused, refusedObjects } from '../attributes/refused.js';
import { inputOf, makeProject, prepared } from './make-project.js';

describe('what `up` cannot carry out', () => {
  it.each(Object.entries(refused))('%s is refused at its place', (_, [parts, path]) => {
    expect(refusals(makeProject({ web: parts }))).toEqual([`services.web.${path}`]);
  });

  it.each(Object.entries(refusedObjects))('%s is refused at its place', (path, [object, attribute]) => {
    const kind = path.startsWith('configs') ? 'configs' : 'secrets';
    const project = makeProject({ web: { [kind]: [{ source: 'key' }] } }, { [kind]: { key: object } });
    expect(refusals(project)).toEqual([`${kind}.key.${attribute}`]);
  });

  it('is no matter in a service that the command is not about', () => {
    const project = makeProject({ web: {}, other: { provider: { type: 'cloud' } } });
    expect(refusals(project, { services: ['web'] })).toEqual([]);
  });

  it('is no matter where it says what happens anyway', () => {
    expect(refusals(makeProject({ web: { models: {} } }))).toEqual([]);
  });
});

/** The paths that are complained about, as the messages name them; `locate` has to be asked for the same. */
function refusals(project: Project, { services = [] }: { services?: string[] } = {}): string[] {
  const located: string[] = [];
  const diagnostics = unsupportedAttributes({
    ...inputOf(project, prepared, { services }),
    locate: (path) => {
      located.push(path.join('.').replace(/\.(\d+)/g, '[$1]'));
      return undefined;
    },
  });
  expect(diagnostics.map(({ message }) => message.split(' ')[0])).toEqual(located);
  return located;
}
