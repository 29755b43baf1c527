import type { SourceRange } from '../../diagnostics/source.js';
import type { Entry, Node, ScalarNode } from '../node.js';
import type { Report } from '../report.js';
import { type Cast, type CastTree, castScalar, documentCasts } from './casts.js';
import { substitute, type TemplateProblem } from './template.js';
import type { Variables } from './variables.js';

export interface Interpolation {
  readonly variables: Variables;
  readonly report: Report;
  /** Variables whose absence was already told; shared by all documents of a project. */
  readonly toldUnset: Set<string>;
}

/** Replaces the expressions in all values, and reads the results as numbers or booleans where those belong. Keys stay. */
export function interpolateDocument(root: Node, interpolation: Interpolation): Node {
  return walk(root, documentCasts);

  /** A part without expressions and casts is given back as it is, so that most of a document is not copied. */
  function walk(node: Node, casts: CastTree | Cast | undefined): Node {
    // Only its place counts.
    if (node.directive === 'reset') return node;
    switch (node.kind) {
      case 'scalar': {
        const interpolated = interpolateScalar(node, interpolation);
        const cast = typeof casts === 'object' ? casts[''] : casts;
        return typeof cast === 'string' ? castScalar(interpolated, cast) : interpolated;
      }
      case 'sequence': {
        const itemCasts = stepInto(casts, '[]');
        const items = node.items.map((item) => walk(item, itemCasts));
        return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
      }
      case 'mapping': {
        let changed = false;
        const entries: [string, Entry][] = [];
        for (const [key, entry] of node.entries) {
          const value = walk(entry.value, stepInto(casts, key));
          changed ||= value !== entry.value;
          entries.push([key, value === entry.value ? entry : { keyAt: entry.keyAt, value }]);
        }
        return changed ? { ...node, entries: new Map(entries) } : node;
      }
      default:
        return node satisfies never;
    }
  }
}

function stepInto(casts: CastTree | Cast | undefined, key: string): CastTree | Cast | undefined {
  if (typeof casts !== 'object') return undefined;
  return Object.hasOwn(casts, key) ? casts[key] : casts['*'];
}

export function interpolateScalar(
  node: ScalarNode,
  { variables, report, toldUnset }: Interpolation,
): ScalarNode {
  if (typeof node.value !== 'string' || !node.value.includes('$')) return node;
  const { text, problems } = substitute(node.value, variables.lookup);
  for (const problem of problems) reportProblem(problem, node, node.value, { variables, report, toldUnset });
  return { ...node, value: text, text, expressions: { template: node.value, variables } };
}

function reportProblem(
  problem: TemplateProblem,
  node: ScalarNode,
  template: string,
  { variables, report, toldUnset }: Interpolation,
): void {
  const at = placeWithin(node, template, problem.start, problem.end);
  switch (problem.kind) {
    case 'syntax':
      report({
        code: 'interpolation-syntax',
        severity: 'error',
        message: problem.message,
        at,
        help: problem.help,
      });
      return;
    case 'required': {
      const reason = problem.message === '' ? '' : `: ${problem.message}`;
      const message = `required variable ${problem.name} is missing a value${reason}`;
      const source = variables.setBy(problem.name);
      const related = source?.kind === 'file' && [{ message: 'set here, to nothing', at: source.at }];
      const help = `set it in the shell, or in \`.env\`: \`${problem.name}=…\``;
      report({
        code: 'required-variable',
        severity: 'error',
        message,
        at,
        help,
        ...(related && { related }),
      });
      return;
    }
    case 'unset':
      if (toldUnset.has(problem.name)) return;
      toldUnset.add(problem.name);
      report({
        code: 'unset-variable',
        severity: 'warning',
        message: `the variable ${problem.name} is not set; an empty string takes its place`,
        at,
        help: `set it in the shell or in \`.env\`, or give a default: \`\${${problem.name}:-default}\``,
      });
      return;
    default:
      problem satisfies never;
  }
}

/** The stretch of the source, when the value is written there letter by letter; otherwise the whole value. */
function placeWithin(node: ScalarNode, value: string, start: number, end: number): SourceRange {
  const { source } = node.at;
  for (const shift of [0, 1]) {
    const first = node.at.start + shift;
    if (source.text.startsWith(value, first)) return { source, start: first + start, end: first + end };
  }
  return node.at;
}
