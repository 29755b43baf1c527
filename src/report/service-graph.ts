import type { ServiceNode } from '../events/answer.js';
import { edgeWords } from './edge-words.js';
import { serviceGraphSvg } from './service-graph-svg.js';

export type ServiceGraphForm = 'tree' | 'mermaid' | 'dot' | 'json' | 'svg';

/** Which service waits for which, as a text or a picture. */
export function renderServiceGraph(nodes: readonly ServiceNode[], form: ServiceGraphForm): string {
  switch (form) {
    case 'tree':
      return tree(nodes);
    case 'mermaid':
      return mermaid(nodes);
    case 'dot':
      return dot(nodes);
    case 'json':
      return `${JSON.stringify(Object.fromEntries(nodes.map(asJson)), null, 2)}\n`;
    case 'svg':
      return serviceGraphSvg(nodes);
    default:
      return form satisfies never;
  }
}

/** From those that nobody waits for; what was shown already is only named again. */
function tree(nodes: readonly ServiceNode[]): string {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const awaited = new Set(
    nodes.flatMap(({ dependencies }) => dependencies.map(({ dependency }) => dependency)),
  );
  const shown = new Set<string>();
  const lines: string[] = [];
  const add = (name: string, label: string, first: string, rest: string): void => {
    const dependencies = byName.get(name)?.dependencies ?? [];
    const isShown = shown.has(name) && dependencies.length > 0;
    lines.push(`${first}${label}${isShown ? ' …' : ''}`);
    if (isShown) return;
    shown.add(name);
    for (const [index, edge] of dependencies.entries()) {
      const isLast = index === dependencies.length - 1;
      const text = `${edge.dependency} (${edgeWords(edge)})`;
      add(edge.dependency, text, `${rest}${isLast ? '└── ' : '├── '}`, `${rest}${isLast ? '    ' : '│   '}`);
    }
  };
  for (const { name } of nodes) if (!awaited.has(name)) add(name, name, '', '');
  return lines.map((line) => `${line}\n`).join('');
}

function mermaid(nodes: readonly ServiceNode[]): string {
  const id = new Map(nodes.map(({ name }, index) => [name, `s${index}`]));
  const boxes = nodes.map(({ name }) => `  ${id.get(name)}["${name}"]`);
  const edges = nodes.flatMap(({ name, dependencies }) =>
    dependencies.map(
      (edge) =>
        `  ${id.get(name)} ${edge.required ? '-->' : '-.->'}|${edgeWords(edge)}| ${id.get(edge.dependency)}`,
    ),
  );
  return ['flowchart LR', ...boxes, ...edges, ''].join('\n');
}

function dot(nodes: readonly ServiceNode[]): string {
  const edges = nodes.flatMap(({ name, dependencies }) =>
    dependencies.map(
      (edge) =>
        `  "${name}" -> "${edge.dependency}" [label="${edgeWords(edge)}"${edge.required ? '' : ', style=dashed'}];`,
    ),
  );
  return [
    'digraph services {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...nodes.map(({ name }) => `  "${name}";`),
    ...edges,
    '}',
    '',
  ].join('\n');
}

const asJson = ({ name, dependencies }: ServiceNode) =>
  [
    name,
    {
      depends_on: Object.fromEntries(
        dependencies.map(({ dependency, condition, required }) => [dependency, { condition, required }]),
      ),
    },
  ] as const;
