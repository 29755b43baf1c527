import { closestName } from '../../diagnostics/closest-name.js';
import type { Call, Operand, Pipeline, Template } from './parse-template.js';
import { TemplateError } from './template-error.js';
import { templateFunctions } from './template-functions.js';
import { isTrue, textOf } from './template-values.js';

/** What a template sees: fields by name; a function is a method, such as `.Label "key"`. */
export type TemplateRow = Readonly<Record<string, unknown>>;

type Functions = typeof templateFunctions;

/** Throws a `TemplateError` for a field or a function that there is not. */
export function renderTemplate(
  template: Template,
  root: TemplateRow,
  functions: Functions = templateFunctions,
): string {
  const scope = { root, functions };
  return renderNodes(template, root, scope);
}

interface Scope {
  readonly root: TemplateRow;
  readonly functions: Functions;
}

function renderNodes(nodes: Template, dot: unknown, scope: Scope): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'print':
          return textOf(evaluate(node.value, dot, scope));
        case 'if':
          return renderNodes(
            isTrue(evaluate(node.value, dot, scope)) ? node.body : node.otherwise,
            dot,
            scope,
          );
        case 'with': {
          const value = evaluate(node.value, dot, scope);
          return isTrue(value)
            ? renderNodes(node.body, value, scope)
            : renderNodes(node.otherwise, dot, scope);
        }
        case 'range': {
          const value = evaluate(node.value, dot, scope);
          const items: readonly unknown[] =
            typeof value === 'object' && value !== null ? Object.values(value) : [];
          return items.length === 0
            ? renderNodes(node.otherwise, dot, scope)
            : items.map((item) => renderNodes(node.body, item, scope)).join('');
        }
        default:
          return node satisfies never;
      }
    })
    .join('');
}

function evaluate(pipeline: Pipeline, dot: unknown, scope: Scope): unknown {
  return pipeline.reduce<unknown>(
    (before, call, index) => callWith(call, index === 0 ? [] : [before], dot, scope),
    undefined,
  );
}

function callWith(call: Call, more: readonly unknown[], dot: unknown, scope: Scope): unknown {
  const [first, ...rest] = call;
  if (first === undefined) return undefined;
  const args = [...rest.map((operand) => operandValue(operand, dot, scope)), ...more];
  if (first.kind === 'function') return functionOf(first.name, scope)(...args);
  const value = operandValue(first, dot, scope);
  if (typeof value === 'function') return Reflect.apply(value, undefined, args);
  if (args.length > 0) throw new TemplateError('only a function takes what comes after it', describe(first));
  return value;
}

function operandValue(operand: Operand, dot: unknown, scope: Scope): unknown {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'function':
      return functionOf(operand.name, scope)();
    case 'field': {
      const { of, path } = operand;
      const start = of === 'dot' ? dot : of === 'root' ? scope.root : evaluate(of, dot, scope);
      return path.reduce<unknown>((value, name) => field(value, name, scope), start);
    }
    default:
      return operand satisfies never;
  }
}

function functionOf(name: string, { functions }: Scope): (...args: readonly unknown[]) => unknown {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) throw new TemplateError(`function "${name}" not defined`, name);
  return found;
}

/** The fields of a row are known, so that another one is a mistake; a key of a map may be missing. */
function field(value: unknown, name: string, { root }: Scope): unknown {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, name))
    return Reflect.get(value, name);
  if (value !== root && (typeof value === 'object' || value === undefined)) return undefined;
  const known = Object.keys(root).sort();
  const suggestion = closestName(name, known);
  const help = suggestion === undefined ? `there are: ${known.join(', ')}` : `did you mean .${suggestion}?`;
  throw new TemplateError(`can't evaluate field ${name}: ${help}`, `.${name}`);
}

const describe = (operand: Operand): string =>
  operand.kind === 'field'
    ? `.${operand.path.join('.')}`
    : String(operand.kind === 'value' ? operand.value : operand.name);
