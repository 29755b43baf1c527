import { expect, it } from 'vitest';
import type { Dependency } from '../../src/model/project.js';
import { decisionLines, makeProject, nodeLines, plan, prepared, running } from './make-project.js';

const healthy: Dependency = { condition: 'service_healthy', required: true };
const project = makeProject({ web: { depends_on: { db: healthy } }, db: {} });

it('makes containers in any order, because nothing waits for what is not started', () => {
  expect(nodeLines(plan(project, prepared, { createOnly: true }))).toEqual([
    'create app-db-1 because absent',
    'create app-web-1 because absent',
  ]);
});

it('stops and removes what it replaces once the new one is made', () => {
  const changed = makeProject({ db: { environment: { A: '2' } } });
  const containers = [running(makeProject({ db: { environment: { A: '1' } } }), 'db')];
  expect(nodeLines(plan(changed, { ...prepared, containers }, { createOnly: true }))).toMatchInlineSnapshot(`
    [
      "create app-db-1 after rename app-db-1 (db1000000000) because environment.A: "1" → "2" in "replace app-db-1"",
      "remove app-db-1 (db1000000000) after create app-db-1, stop app-db-1 (db1000000000) because environment.A: "1" → "2"",
      "rename app-db-1 (db1000000000) because environment.A: "1" → "2" in "replace app-db-1"",
      "stop app-db-1 (db1000000000) after create app-db-1 because environment.A: "1" → "2" in "replace app-db-1"",
    ]
  `);
});

it('leaves what is stopped as it is', () => {
  const containers = [{ ...running(project, 'db'), state: 'exited' as const }, running(project, 'web')];
  const nothing = plan(project, { ...prepared, containers }, { createOnly: true });
  expect(nothing.nodes).toEqual([]);
  expect(decisionLines(nothing)).toEqual([]);
});
