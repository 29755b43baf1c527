import type { Cause, Plan, PlanNode } from '../plan/plan.js';
import { describeCause } from './describe-cause.js';

/**
 * The nodes of a plan and what comes after what, as text for Mermaid or Graphviz. A solid edge: only if that one
 * succeeded; a dashed one: as soon as it is over. Nodes that are undone together are framed.
 */
export function planGraph(plan: Plan, form: 'mermaid' | 'dot'): string {
  const names = new Map(plan.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const nameOf = (id: string): string => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`the plan has no node ${id}`);
    return name;
  };
  const syntax = form === 'mermaid' ? mermaid : dot;
  const line = (node: PlanNode): string =>
    syntax.node(nameOf(node.id), labelOf(node), node.onlyIf !== undefined);
  const groups = new Map<string | undefined, PlanNode[]>();
  for (const node of plan.nodes)
    groups.set(node.transaction, [...(groups.get(node.transaction) ?? []), node]);
  const lines = [...groups].flatMap(([transaction, nodes], index) =>
    transaction === undefined
      ? nodes.map((node) => `  ${line(node)}`)
      : [
          `  ${syntax.groupStart(`t${index + 1}`, frameLabel(transaction, nodes))}`,
          ...nodes.map((node) => `    ${line(node)}`),
          `  ${syntax.groupEnd}`,
        ],
  );
  const edges = plan.nodes.flatMap(({ id, after }) =>
    after.map(({ node, required }) => `  ${syntax.edge(nameOf(node), nameOf(id), required)}`),
  );
  return `${[...syntax.begin(`stack ${plan.command}: ${plan.project}`), ...lines, ...edges, ...syntax.end].join('\n')}\n`;
}

interface GraphSyntax {
  begin(title: string): readonly string[];
  node(name: string, label: readonly string[], conditional: boolean): string;
  groupStart(name: string, label: readonly string[]): string;
  readonly groupEnd: string;
  edge(from: string, to: string, required: boolean): string;
  readonly end: readonly string[];
}

const mermaid: GraphSyntax = {
  begin: (title) => [`%% ${title}`, 'flowchart LR'],
  node: (name, label, conditional) => {
    const text = `"${label.map(escapeForMermaid).join('<br/>')}"`;
    return conditional ? `${name}(${text})` : `${name}[${text}]`;
  },
  groupStart: (name, label) => `subgraph ${name}["${label.map(escapeForMermaid).join('<br/>')}"]`,
  groupEnd: 'end',
  edge: (from, to, required) => `${from} ${required ? '-->' : '-.->'} ${to}`,
  end: [],
};

const dot: GraphSyntax = {
  begin: (title) => [
    'digraph plan {',
    `  label=${quoteForDot([title])};`,
    '  rankdir=LR;',
    '  node [shape=box, fontname="sans-serif"];',
  ],
  node: (name, label, conditional) =>
    `${name} [label=${quoteForDot(label)}${conditional ? ', style=dashed' : ''}];`,
  groupStart: (name, label) => `subgraph cluster_${name} { label=${quoteForDot(label)}; style=rounded;`,
  groupEnd: '}',
  edge: (from, to, required) => `${from} -> ${to}${required ? '' : ' [style=dashed]'};`,
  end: ['}'],
};

/** What is done, and in a second line why; in a frame, the frame says why. */
function labelOf({ id, cause, transaction, onlyIf }: PlanNode): readonly string[] {
  const condition = onlyIf === undefined ? [] : ['if its image changes'];
  return [id, ...(transaction === undefined ? reason(cause) : []), ...condition].map(shorten);
}

const frameLabel = (transaction: string, [first]: readonly PlanNode[]): readonly string[] =>
  [transaction, ...(first === undefined ? [] : reason(first.cause))].map(shorten);

/** That something which has to be created does not exist goes without saying. */
function reason(cause: Cause): readonly string[] {
  if (cause.kind === 'absent') return [];
  const [first = '', ...others] = describeCause(cause);
  return [others.length === 0 ? first : `${first} and ${others.length} more`];
}

const longestLine = 60;

const shorten = (text: string): string => {
  const letters = [...text.replace(/\p{Cc}/gu, ' ')];
  return letters.length <= longestLine ? letters.join('') : `${letters.slice(0, longestLine - 1).join('')}…`;
};

/** By code point: everything that Mermaid or the HTML of its labels could take for its own. */
const escapeForMermaid = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:/()→…_-]/gu, (character) => `#${character.codePointAt(0)};`);

const quoteForDot = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[\\"]/g, '\\$&')).join('\\n')}"`;
