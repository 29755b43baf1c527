import type { Action, Decision, Mark, Plan } from '../plan/plan.js';
import { describeCause, saysMoreThanTheCommand } from './describe-cause.js';
import { type Paint, painter, type Style } from './style.js';

export interface RenderPlanOptions {
  readonly color: boolean;
  /** Show what stays as it is, too. */
  readonly verbose: boolean;
}

const groups = [
  ['image', 'Images'],
  ['network', 'Networks'],
  ['volume', 'Volumes'],
  ['container', 'Containers'],
] as const satisfies readonly (readonly [Decision['resource'], string])[];

/** In the order of the summary line. */
const looks: Readonly<Record<Action, { readonly symbol: string; readonly style: Style }>> = {
  pull: { symbol: '+', style: 'green' },
  build: { symbol: '+', style: 'green' },
  push: { symbol: '>', style: 'green' },
  create: { symbol: '+', style: 'green' },
  replace: { symbol: '~', style: 'yellow' },
  update: { symbol: '~', style: 'yellow' },
  rename: { symbol: '~', style: 'yellow' },
  start: { symbol: '>', style: 'cyan' },
  restart: { symbol: '>', style: 'cyan' },
  pause: { symbol: '>', style: 'cyan' },
  unpause: { symbol: '>', style: 'cyan' },
  stop: { symbol: '-', style: 'red' },
  kill: { symbol: '-', style: 'red' },
  remove: { symbol: '-', style: 'red' },
  keep: { symbol: '=', style: 'dim' },
};

/** A plan for people: what happens to each resource and why, and a summary as the last line. */
export function renderPlan(plan: Plan, { color, verbose }: RenderPlanOptions): string {
  const paint = painter(color);
  const open = conditionalNames(plan);
  const sections = groups.flatMap(([resource, title]) => {
    const shown = plan.decisions.filter(
      (decision) => decision.resource === resource && (verbose || decision.action !== 'keep'),
    );
    if (shown.length === 0) return [];
    const entries = shown.flatMap((decision) =>
      renderDecision(decision, isConditional(decision, open), paint),
    );
    return [[paint('bold', title), ...entries, ''].join('\n')];
  });
  return `${[...sections, summary(plan, open)].join('\n')}\n`;
}

function renderDecision(decision: Decision, conditional: boolean, paint: Paint): readonly string[] {
  const { symbol, style } = looks[decision.action];
  const action = decision.action === 'keep' ? '' : `  ${decision.action}`;
  const condition = conditional ? ' if its image changes' : '';
  return [
    `  ${paint(style, symbol)} ${decision.name}${paint('dim', action + condition)}${shownMarks(decision, paint)}`,
    ...shownCauses(decision).map((line) => `      ${line}`),
  ];
}

const markLooks: Readonly<Record<Mark, { readonly text: string; readonly style: Style }>> = {
  downtime: { text: 'downtime', style: 'yellow' },
  'destroys-data': { text: 'DESTROYS DATA', style: 'red' },
};

const shownMarks = ({ marks = [] }: Decision, paint: Paint): string =>
  marks.map((mark) => `  ${paint(markLooks[mark].style, markLooks[mark].text)}`).join('');

/** That what is created does not exist goes without saying, and that a command does what it is for. */
const shownCauses = ({ action, causes }: Decision): readonly string[] =>
  causes
    .filter((cause) => action !== 'create' || cause.kind !== 'absent')
    .filter(saysMoreThanTheCommand)
    .flatMap(describeCause);

function summary(plan: Plan, open: ReadonlySet<string>): string {
  if (plan.nodes.length === 0) return nothingToDo(plan);
  const parts = Object.keys(looks).flatMap((action) => {
    const all = plan.decisions.filter((decision) => decision.action === action);
    const uncertain = all.filter((decision) => isConditional(decision, open)).length;
    const certain = all.length - uncertain;
    return [
      ...(certain === 0 ? [] : [action === 'keep' ? `${certain} unchanged` : `${certain} to ${action}`]),
      ...(uncertain === 0 ? [] : [`${uncertain} to ${action} if the image changes`]),
    ];
  });
  return parts.length === 0 ? 'Plan: only to wait.' : `Plan: ${parts.join(', ')}.`;
}

/** What is said when a plan has no nodes. */
export function nothingToDo({ command, project, decisions }: Plan): string {
  if (command === 'down') return `Nothing to do: there is nothing of project ${project} on the engine.`;
  if (command === 'build') return 'Nothing to do: no service to build.';
  if (command === 'pull' || command === 'push') return `Nothing to do: no image to ${command}.`;
  if (command === 'rm') return 'Nothing to do: No stopped containers.';
  if (command !== 'up') return `Nothing to do: no container to ${command}.`;
  const containers = decisions.filter(({ resource }) => resource === 'container').length;
  if (containers === 0) return 'Nothing to do: no services are selected.';
  return `Nothing to do: ${containers === 1 ? '1 container is' : `${containers} containers are`} as the files say.`;
}

/** Containers of which it is known only during the run whether they are touched. */
function conditionalNames({ nodes }: Plan): ReadonlySet<string> {
  return new Set(
    nodes.flatMap(({ operation, onlyIf }) =>
      onlyIf !== undefined && 'container' in operation ? [operation.container.name] : [],
    ),
  );
}

const isConditional = ({ resource, action, name }: Decision, open: ReadonlySet<string>): boolean =>
  resource === 'container' && (action === 'replace' || action === 'restart') && open.has(name);
