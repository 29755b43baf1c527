import type { Project } from '../../src/model/project.js';

/** `PROJECT` in all texts of a row is the name of the project. */
export function withProject<Value>(value: Value, project: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('PROJECT', project));
}

/**
 * The part of requests or of inspects that the field of a row names.
 *
 * @param bodies by `container`, and `network` or `volume` with the name on the engine
 */
export function partAt(
  bodies: Readonly<Record<string, unknown>>,
  field: string,
  { networks, volumes }: Pick<Project, 'networks' | 'volumes'>,
  of: 'request' | 'inspect',
): unknown {
  const [first = '', ...rest] = field.split('.');
  const [kind = '', key = ''] = first.split(' ');
  if (kind === 'network') return walk(bodies[`network ${networks[key]?.name}`], rest);
  if (kind === 'volume') return walk(bodies[`volume ${volumes[key]?.name}`], rest);
  const container = bodies['container'];
  if (kind === 'Networks') {
    const [network = '', ...below] = rest;
    const way = of === 'request' ? ['NetworkingConfig', 'EndpointsConfig'] : ['NetworkSettings', 'Networks'];
    return walk(container, [...way, networks[network]?.name ?? `${network}`, ...below]);
  }
  // In a request the configuration is the body itself.
  return walk(container, kind === 'Config' && of === 'request' ? rest : [kind, ...rest]);
}

const walk = (value: unknown, [step, ...rest]: readonly string[]): unknown =>
  step === undefined || typeof value !== 'object' || value === null
    ? value
    : walk(Reflect.get(value, step), rest);
