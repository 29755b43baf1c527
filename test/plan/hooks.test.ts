import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/model/project.js';
import { planDown } from '../../src/plan/plan-down.js';
import { planToJson } from '../../src/report/plan-json.js';
import { makeProject, nodeLines, plan, prepared, running } from './make-project.js';

const hooks: Partial<Service> = {
  post_start: [
    { command: ['one'], environment: { TOKEN: 'hunter2' } },
    { command: null },
    { command: ['two'] },
  ],
  pre_stop: [{ command: ['bye'] }],
};
const project = makeProject({
  web: hooks,
  after: { depends_on: { web: { condition: 'service_started', required: true } } },
});

describe('hooks', () => {
  it('run one after the other once their container was started, before what depends on it is', () => {
    expect(nodeLines(plan(project, prepared))).toEqual([
      'create app-after-1 because absent',
      'create app-web-1 because absent',
      'post_start 0 of app-web-1 after start app-web-1 because absent',
      'post_start 2 of app-web-1 after post_start 0 of app-web-1 because absent',
      'start app-after-1 after create app-after-1, post_start 2 of app-web-1 because absent',
      'start app-web-1 after create app-web-1 because absent',
    ]);
  });

  it('run before a container is stopped to be replaced, whose stop waits for their end but not their success', () => {
    const before = running(makeProject({ web: { ...hooks, user: 'other' } }), 'web');
    const { nodes } = plan(makeProject({ web: hooks }), { ...prepared, containers: [before] });
    const stop = nodes.find(({ operation }) => operation.kind === 'stop-container');
    const preStop = nodes.find(({ id }) => id.startsWith('pre_stop'));
    expect(stop?.after).toContainEqual({ node: preStop?.id, required: false });
    expect(preStop).not.toHaveProperty('transaction');
  });

  it('run before `down` stops a container, and not in one that does not run', () => {
    const containers = [running(project, 'web'), running(project, 'after', { state: 'exited' })];
    const down = planDown({
      project: project.name,
      services: project.services,
      observed: { ...prepared, containers },
      options: { services: ['web', 'after'], removeVolumes: false, removeImages: 'none' },
    });
    expect(down.nodes.filter(({ operation }) => operation.kind === 'run-hook')).toHaveLength(1);
  });

  it('show their environment in no plan', () => {
    expect(JSON.stringify(planToJson(plan(project, prepared)))).not.toContain('hunter2');
  });
});
