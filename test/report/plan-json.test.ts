import { expect, test } from 'vitest';
import { planToJson } from '../../src/report/plan-json.js';
import {
  buildNode,
  createNode,
  networkNode,
  replacement,
  replacementNodes,
  samplePlan,
} from './sample-plan.js';

test('a plan has a version, its decisions, and nodes that name what they are about', () => {
  const { create } = replacementNodes('web');
  expect(planToJson(samplePlan([networkNode('app_default'), create], [replacement('web')]))).toEqual({
    schema: 1,
    command: 'up',
    project: 'app',
    decisions: [replacement('web')],
    nodes: [
      {
        id: 'create network app_default',
        operation: { kind: 'create-network', name: 'app_default' },
        after: [],
        cause: { kind: 'absent' },
      },
      {
        id: 'create app-web-1',
        operation: {
          kind: 'create-container',
          container: { service: 'web', number: 1, name: 'app-web-1' },
          image: 'busybox:latest',
        },
        after: [],
        cause: { kind: 'absent' },
        transaction: 'replace app-web-1',
      },
    ],
  });
});

test('environments, build arguments and labels are not in it', () => {
  const text = JSON.stringify(planToJson(samplePlan([createNode('web'), buildNode('web')])));
  expect(text).not.toContain('hunter2');
});
