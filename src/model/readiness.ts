import { type Extended, extensionKeys } from './extensions.js';
import { nanoseconds } from './go-duration.js';
import type { Service } from './project.js';

/** What `x-stack.ready` of a service asks for before a container of it counts as ready. */
export type ReadyCheck =
  | { readonly kind: 'tcp'; readonly port: number }
  | HttpCheck
  /** So many lines of its log match. */
  | { readonly kind: 'log'; readonly match: string; readonly count: number }
  /** A program that ends with 0 in the container. */
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'all' | 'any'; readonly checks: readonly ReadyCheck[] }
  | { readonly kind: 'within'; readonly milliseconds: number; readonly check: ReadyCheck };

export interface HttpCheck {
  readonly kind: 'http';
  readonly port: number;
  readonly path: string;
  /** Over TLS, without a look at the certificate. */
  readonly tls: boolean;
  /** Empty: all from 200 to 399. */
  readonly statuses: readonly number[];
  /** A regular expression for what is answered. */
  readonly body?: string;
}

/** How long a service without a `timeout` of its own gets, in milliseconds. */
const defaultTimeout = 120_000;

/**
 * What a service asks for; undefined when it asks for nothing. What is written has been checked by the schema; a part
 * that says nothing sensible is told by `onMistake` and left out.
 */
export function readinessOf(
  service: Service & Extended,
  onMistake: (path: readonly (string | number)[], message: string) => void = () => undefined,
): ReadyCheck | undefined {
  const own = service[extensionKeys]?.['x-stack'];
  const ready = isRecord(own) ? own['ready'] : undefined;
  if (!isRecord(ready)) return undefined;
  const check = readCheck(ready, ['x-stack', 'ready'], onMistake);
  if (check === undefined) return undefined;
  return check.kind === 'within' ? check : { kind: 'within', milliseconds: defaultTimeout, check };
}

type OnMistake = NonNullable<Parameters<typeof readinessOf>[1]>;

function readCheck(
  written: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  onMistake: OnMistake,
): ReadyCheck | undefined {
  const { timeout, ...parts } = written;
  const checks = Object.entries(parts).flatMap(([key, value]): readonly (ReadyCheck | undefined)[] => [
    readPart(key, value, [...path, key], onMistake),
  ]);
  const milliseconds = timeout === undefined ? undefined : durationOf(timeout);
  if (timeout !== undefined && milliseconds === undefined)
    onMistake([...path, 'timeout'], `is no duration: ${String(timeout)}`);
  if (checks.length === 0) onMistake(path, 'says nothing that could hold');
  const known = checks.filter((check) => check !== undefined);
  const [first, ...others] = known;
  if (first === undefined) return undefined;
  const check: ReadyCheck = others.length === 0 ? first : { kind: 'all', checks: known };
  return milliseconds === undefined ? check : { kind: 'within', milliseconds, check };
}

function readPart(
  key: string,
  value: unknown,
  path: readonly (string | number)[],
  onMistake: OnMistake,
): ReadyCheck | undefined {
  const wrong = (message: string): undefined => {
    onMistake(path, message);
  };
  switch (key) {
    case 'tcp': {
      const port = portOf(value);
      return port === undefined ? wrong(`is no port: ${String(value)}`) : { kind: 'tcp', port };
    }
    case 'http':
      return readHttp(value, path, onMistake);
    case 'log': {
      const { match, count = 1 } = isRecord(value) ? value : { match: value };
      const lines = Number(count);
      if (!isPattern(match)) return wrong(`is no regular expression: ${String(match)}`);
      if (!Number.isInteger(lines) || lines < 1) return wrong(`is no number of lines: ${String(count)}`);
      return { kind: 'log', match, count: lines };
    }
    case 'command': {
      const command = Array.isArray(value) ? value.map(String) : ['/bin/sh', '-c', String(value)];
      return command.length === 0 ? wrong('names no program') : { kind: 'command', command };
    }
    case 'exit': {
      const code = Number(value);
      return Number.isInteger(code) && code >= 0 && code <= 255
        ? { kind: 'exit', code }
        : wrong(`is no exit code: ${String(value)}`);
    }
    case 'all':
    case 'any': {
      const written: readonly unknown[] = Array.isArray(value) ? value : [];
      const checks = written.flatMap((each, index) =>
        isRecord(each) ? (readCheck(each, [...path, index], onMistake) ?? []) : [],
      );
      if (written.length === 0) return wrong('says nothing that could hold');
      return checks.length === 0 ? undefined : { kind: key, checks };
    }
    default:
      return undefined;
  }
}

function readHttp(
  value: unknown,
  path: readonly (string | number)[],
  onMistake: OnMistake,
): HttpCheck | undefined {
  const written = isRecord(value) ? value : shortHttp(String(value));
  const { port: writtenPort, path: asked = '/', tls = false, status = [], body } = written;
  const port = portOf(writtenPort);
  if (port === undefined) {
    onMistake(isRecord(value) ? [...path, 'port'] : path, `is no port: ${String(writtenPort)}`);
    return undefined;
  }
  const statuses = (Array.isArray(status) ? status : [status]).map(Number);
  const wrong = statuses.find((each) => !Number.isInteger(each) || each < 100 || each > 599);
  if (wrong !== undefined) onMistake([...path, 'status'], 'is no status of HTTP');
  if (body !== undefined && !isPattern(body))
    onMistake([...path, 'body'], `is no regular expression: ${String(body)}`);
  const isOverTls = tls === true || /^(true|yes|y|on)$/i.test(String(tls));
  return {
    kind: 'http',
    port,
    path: String(asked).startsWith('/') ? String(asked) : `/${String(asked)}`,
    tls: isOverTls,
    statuses,
    ...(isPattern(body) && { body }),
  };
}

/** `PORT/PATH`. */
function shortHttp(text: string): Readonly<Record<string, unknown>> {
  const [, port, path = '/'] = /^([^/]*)(\/.*)?$/s.exec(text) ?? [];
  return { port, path };
}

function portOf(value: unknown): number | undefined {
  const port = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

function durationOf(value: unknown): number | undefined {
  try {
    return nanoseconds(String(value)) / 1e6;
  } catch {
    return undefined;
  }
}

function isPattern(value: unknown): value is string {
  try {
    return typeof value === 'string' && new RegExp(value, 'm') instanceof RegExp;
  } catch {
    return false;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In words, for people who wait: what has to hold. */
export function readyText(check: ReadyCheck): string {
  switch (check.kind) {
    case 'tcp':
      return `something listens on port ${check.port}`;
    case 'http':
      return `${check.tls ? 'https' : 'http'} port ${check.port} answers ${check.path}`;
    case 'log': {
      const times = check.count === 1 ? '' : ` ${check.count} times`;
      return `its log matches /${check.match}/${times}`;
    }
    case 'command':
      return `\`${check.command.join(' ')}\` ends with 0 in it`;
    case 'exit':
      return `it has ended with ${check.code}`;
    case 'all':
      return check.checks.map(readyText).join(' and ');
    case 'any':
      return check.checks.map(readyText).join(' or ');
    case 'within':
      return readyText(check.check);
    default:
      return check satisfies never;
  }
}
