import { expect, it } from 'vitest';
import type { ServiceNode } from '../../src/events/answer.js';
import { renderServiceGraph } from '../../src/report/service-graph.js';

const needs = (
  dependency: string,
  condition: 'service_started' | 'service_healthy' | 'service_completed_successfully',
  required = true,
) => ({
  dependency,
  condition,
  required,
});
const nodes: readonly ServiceNode[] = [
  {
    name: 'api',
    dependencies: [needs('db', 'service_healthy'), needs('migrate', 'service_completed_successfully')],
  },
  { name: 'db', dependencies: [] },
  { name: 'migrate', dependencies: [needs('db', 'service_healthy')] },
  { name: 'web', dependencies: [needs('api', 'service_started'), needs('cache', 'service_started', false)] },
  { name: 'cache', dependencies: [] },
];

it('a tree begins with what nobody waits for, and shows everything once', () => {
  expect(
    renderServiceGraph(
      [...nodes, { name: 'admin', dependencies: [needs('api', 'service_started')] }],
      'tree',
    ),
  ).toBe(`web
├── api (started)
│   ├── db (healthy)
│   └── migrate (completed)
│       └── db (healthy)
└── cache (started, optional)
admin
└── api (started) …
`);
});

it('pictures have a box for each service and an edge for each dependency', () => {
  expect(renderServiceGraph(nodes, 'mermaid')).toContain('s3 -.->|started, optional| s4');
  expect(renderServiceGraph(nodes, 'dot')).toContain('"api" -> "db" [label="healthy"];');
  expect(JSON.parse(renderServiceGraph(nodes, 'json')).migrate).toEqual({
    depends_on: { db: { condition: 'service_healthy', required: true } },
  });
  const svg = renderServiceGraph(nodes, 'svg');
  expect(svg.match(/<rect /g)).toHaveLength(5);
  expect(svg.match(/marker-end/g)).toHaveLength(5);
});

it('a service is drawn to the right of everything that waits for it', () => {
  const svg = renderServiceGraph(nodes, 'svg');
  const at = (name: string): number => {
    const lines = svg.split('\n');
    const index = lines.findIndex((line) => line.includes(`>${name}</text>`));
    return Number(/x="([\d.]+)"/.exec(lines[index - 1] ?? '')?.[1]);
  };
  for (const { name, dependencies } of nodes)
    for (const { dependency } of dependencies) expect(at(dependency)).toBeGreaterThan(at(name));
});
