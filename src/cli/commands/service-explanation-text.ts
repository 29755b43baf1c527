import type {
  ExplainedContainer,
  ExplainedDependency,
  ExplainedVariable,
  ServiceExplanation,
} from '../../app/explain-service.js';
import { printable } from '../../diagnostics/code-frame.js';
import type { ObservedContainer } from '../../model/observed.js';
import type { Decision } from '../../plan/plan.js';
import { alignColumns } from '../../report/align-columns.js';
import { describeCause } from '../../report/describe-cause.js';
import { type Paint, painter, type Style } from '../../report/style.js';
import { originRows } from './explanation-text.js';

interface TextOptions {
  readonly color: boolean;
  /** Absolute; paths below it are shown relative to it. */
  readonly cwd: string;
}

/** For people. Ends with a newline. */
export function serviceExplanationText(explanation: ServiceExplanation, { color, cwd }: TextOptions): string {
  const paint = painter(color);
  const { service, image, containers, decisions, needs, environment } = explanation;
  const sections = [
    [
      `${paint('bold', service)}  ${paint('dim', image)}`,
      ...containers.flatMap((one) => containerLines(one, paint)),
    ],
    section(
      'up would',
      decisions.flatMap((decision) => decisionLines(decision, paint)),
      paint,
    ),
    section('needs', dependencyLines(needs, '', paint), paint),
    section('environment', environmentLines(environment, cwd), paint),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

const section = (title: string, lines: readonly string[], paint: Paint): readonly string[] =>
  lines.length === 0 ? [] : [paint('bold', title), ...lines];

function containerLines({ container, details }: ExplainedContainer, paint: Paint): readonly string[] {
  const { lastProbe, error, outOfMemory, restartCount, health } = details;
  const notes = [
    ...(outOfMemory ? ['it ran out of memory'] : []),
    ...(error === '' ? [] : [`the engine said: ${error}`]),
    ...(restartCount === 0
      ? []
      : [`restarted ${restartCount} ${restartCount === 1 ? 'time' : 'times'} by its restart policy`]),
    ...(lastProbe === undefined || health === 'healthy'
      ? []
      : [
          `last health check: exit code ${lastProbe.exitCode}`,
          ...lastProbe.output
            .trim()
            .split('\n')
            .map((line) => `  ${line}`),
        ]),
  ];
  return [
    `  ${container.name}  ${paint(styleOf(container), container.statusText)}`,
    ...notes.map((note) => `    ${printable(note)}`),
  ];
}

function styleOf({ state, health, exitCode }: ObservedContainer): Style {
  if (health === 'unhealthy' || (exitCode ?? 0) !== 0 || state === 'dead') return 'red';
  if (state === 'running') return health === 'starting' ? 'yellow' : 'green';
  return state === 'restarting' ? 'yellow' : 'dim';
}

function decisionLines({ action, name, causes }: Decision, paint: Paint): readonly string[] {
  if (action === 'keep') return [`  ${paint('dim', `keep ${name} as it is`)}`];
  return [
    `  ${paint('yellow', action)} ${name}`,
    ...causes.flatMap(describeCause).map((line) => `    ${line}`),
  ];
}

const conditions: Readonly<Record<ExplainedDependency['condition'], string>> = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
};

function dependencyLines(
  needs: readonly ExplainedDependency[],
  indent: string,
  paint: Paint,
): readonly string[] {
  return needs.flatMap(({ service, condition, required, isMet, containers, needs: below }, index) => {
    const isLast = index === needs.length - 1;
    const mark = isMet ? paint('green', '✔') : paint('red', '✘');
    const states = containers.map(
      ({ name, statusText }) => `${name} ${statusText === '' ? 'Created' : statusText}`,
    );
    const seen = states.length === 0 ? 'no container' : states.join(', ');
    const optional = required ? '' : ', optional';
    return [
      `  ${indent}${isLast ? '└' : '├'} ${mark} ${service} ${conditions[condition]}${optional}  ${paint('dim', seen)}`,
      ...dependencyLines(below, `${indent}${isLast ? ' ' : '│'} `, paint),
    ];
  });
}

function environmentLines(environment: readonly ExplainedVariable[], cwd: string): readonly string[] {
  const rows = environment.flatMap((variable) => {
    const { name, value, isSecret } = variable;
    // The text of the place may be the secret itself.
    const places = originRows(variable, cwd).map(([label, place, text]) => [
      label,
      place,
      isSecret ? '' : text,
    ]);
    const assignment = value === null ? `${name} (not passed on)` : `${name}=${printable(value)}`;
    return places.map((place, index) => [index === 0 ? assignment : '', ...place]);
  });
  return alignColumns(rows).map((line) => `  ${line}`);
}
