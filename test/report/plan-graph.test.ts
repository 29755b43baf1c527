import { describe, expect, test } from 'vitest';
import type { PlanNode } from '../../src/plan/plan.js';
import { planGraph } from '../../src/report/plan-graph.js';
import { makeProject, nothing, plan, prepared, running } from '../plan/make-project.js';
import { networkNode, node, samplePlan } from './sample-plan.js';

const project = makeProject({
  db: {},
  web: { depends_on: { db: { condition: 'service_healthy', required: true } } },
});
const changed = makeProject({ web: { environment: { MODE: 'prod' } } });
const fresh = plan(project, nothing);
const replacing = plan(changed, { ...prepared, containers: [running(makeProject({ web: {} }), 'web')] });

const awkward = `x "quoted" \\back\\ [a] {b} <b>& #35; \u0007 %% ; | end`;
const hostile = samplePlan([
  networkNode(awkward),
  {
    ...node(`remove ${awkward}`, { kind: 'remove-volume', name: awkward }, { transaction: awkward }),
    after: [{ node: `create network ${awkward}`, required: false }],
  } satisfies PlanNode,
]);

describe('a plan as a graph', () => {
  test('for Mermaid has a box for every node and an arrow for every edge', () => {
    expect(planGraph(plan(makeProject({ web: {} }), prepared), 'mermaid')).toBe(`\
%% stack up: app
flowchart LR
  n1["create app-web-1"]
  n2["start app-web-1"]
  n1 --> n2
`);
  });

  test('frames what is undone together, and says why it is done', () => {
    expect(planGraph(replacing, 'mermaid')).toMatch(
      /^ {2}subgraph t\d+\["replace app-web-1<br\/>environment\.MODE: not set → #34;prod#34;"\]\n( {4}n\d+\[.*\]\n){5} {2}end$/m,
    );
    expect(planGraph(replacing, 'dot')).toMatch(
      /^ {2}subgraph cluster_t\d+ \{ label="replace app-web-1\\nenvironment\.MODE: not set → \\"prod\\""; style=rounded;\n( {4}n\d+ \[.*\];\n){5} {2}\}$/m,
    );
  });

  test('an edge that does not ask for success is dashed', () => {
    expect(planGraph(hostile, 'mermaid')).toContain('  n1 -.-> n2\n');
    expect(planGraph(hostile, 'dot')).toContain('  n1 -> n2 [style=dashed];\n');
  });

  test.each([fresh, replacing, hostile, samplePlan([])])('is DOT by its grammar', (each) => {
    const counted = parseDot(planGraph(each, 'dot'));
    expect(counted.nodes).toBe(each.nodes.length);
    expect(counted.edges).toBe(each.nodes.flatMap(({ after }) => after).length);
  });

  test.each([fresh, replacing, hostile, samplePlan([])])('has only known lines for Mermaid', (each) => {
    const label = String.raw`"(?:[\p{L}\p{N} .,:/()→…_-]|#\d+;|<br/>)*"`;
    const line = new RegExp(
      String.raw`^(?:%% [^\n]*|flowchart LR| {2,4}n\d+(?:\[${label}\]|\(${label}\))| {2}subgraph t\d+\[${label}\]| {2}end| {2}n\d+ (?:-->|-\.->) n\d+)$`,
      'u',
    );
    for (const text of planGraph(each, 'mermaid').trimEnd().split('\n')) expect(text).toMatch(line);
  });

  test('is the same for the same plan', () => {
    expect(planGraph(plan(project, nothing), 'dot')).toBe(planGraph(fresh, 'dot'));
  });
});

/**
 * The part of https://graphviz.org/doc/info/lang.html that is used, and nothing more. Throws where a text is not of
 * it, also where an edge names a node that is not declared.
 */
function parseDot(text: string): { readonly nodes: number; readonly edges: number } {
  const tokens = [...text.matchAll(/\s+|"(?:[^"\\]|\\.)*"|[a-zA-Z_][a-zA-Z_0-9]*|->|[{}[\]=;,]|[\s\S]/g)]
    .map(([token]) => token)
    .filter((token) => token.trim() !== '');
  const declared = new Set<string>();
  let edges = 0;
  let at = 0;
  const take = (pattern: RegExp): string => {
    const token = tokens[at] ?? '';
    if (!pattern.test(token)) throw new Error(`expected ${pattern} and found ${token} (token ${at})`);
    at += 1;
    return token;
  };
  const takeIf = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const id = /^(?:[a-zA-Z_]\w*|"[\s\S]*")$/;
  const attributes = (): void => {
    do {
      take(/^[a-z]+$/);
      take(/^=$/);
      take(id);
    } while (takeIf(','));
    take(/^\]$/);
  };
  const statements = (): void => {
    while (!takeIf('}')) {
      if (takeIf('subgraph')) {
        take(/^cluster_\w+$/);
        take(/^\{$/);
        statements();
        continue;
      }
      const name = take(/^[a-z]\w*$/);
      if (takeIf('=')) take(id);
      else if (takeIf('->')) {
        const to = take(/^n\d+$/);
        if (!declared.has(name) || !declared.has(to)) throw new Error(`${name} -> ${to} is not declared`);
        edges += 1;
        if (takeIf('[')) attributes();
      } else {
        if (name !== 'node') declared.add(name);
        take(/^\[$/);
        attributes();
      }
      take(/^;$/);
    }
  };
  take(/^digraph$/);
  take(/^plan$/);
  take(/^\{$/);
  statements();
  if (at !== tokens.length) throw new Error('there is more behind the end');
  return { nodes: declared.size, edges };
}
