import { describe, expect, it } from 'vitest';
import { extensionKeys } from '../../src/model/extensions.js';
import { serviceName } from '../../src/model/names.js';
import { readinessOf, readyText } from '../../src/model/readiness.js';

const asked = (ready: unknown) => {
  const mistakes: string[] = [];
  const service = {
    name: serviceName('web'),
    command: null,
    entrypoint: null,
    [extensionKeys]: { 'x-stack': { ready } },
  };
  const check = readinessOf(service, (path, message) => mistakes.push(`${path.join('.')} ${message}`));
  return { check, mistakes };
};
/** Without the time that every service gets. */
const inner = (ready: unknown) => {
  const { check } = asked(ready);
  return check?.kind === 'within' ? check.check : check;
};

describe('what x-stack.ready asks for', () => {
  it('is nothing where there is none', () => {
    expect(asked(undefined)).toEqual({ check: undefined, mistakes: [] });
  });

  it('has short forms and long ones', () => {
    expect(inner({ tcp: '5432' })).toEqual({ kind: 'tcp', port: 5432 });
    const http = { kind: 'http', port: 8080, path: '/', tls: false, statuses: [] };
    expect(inner({ http: 8080 })).toEqual(http);
    expect(inner({ http: '8080/health?full=1' })).toEqual({ ...http, path: '/health?full=1' });
    expect(
      inner({ http: { port: 8080, path: 'health', tls: true, status: [200, '204'], body: 'up' } }),
    ).toEqual({
      ...http,
      path: '/health',
      tls: true,
      statuses: [200, 204],
      body: 'up',
    });
    expect(inner({ log: 'ready' })).toEqual({ kind: 'log', match: 'ready', count: 1 });
    expect(inner({ log: { match: 'ready', count: 2 } })).toEqual({ kind: 'log', match: 'ready', count: 2 });
    expect(inner({ command: ['pg_isready'] })).toEqual({ kind: 'command', command: ['pg_isready'] });
    expect(inner({ command: 'test -e /up' })).toEqual({
      kind: 'command',
      command: ['/bin/sh', '-c', 'test -e /up'],
    });
    expect(inner({ exit: 0 })).toEqual({ kind: 'exit', code: 0 });
  });

  it('several keys have to hold all, each in its own time', () => {
    expect(inner({ tcp: 80, any: [{ tcp: 81, timeout: '1m' }, { exit: 0 }] })).toEqual({
      kind: 'all',
      checks: [
        { kind: 'tcp', port: 80 },
        {
          kind: 'any',
          checks: [
            { kind: 'within', milliseconds: 60_000, check: { kind: 'tcp', port: 81 } },
            { kind: 'exit', code: 0 },
          ],
        },
      ],
    });
  });

  it('always has a limit', () => {
    expect(asked({ tcp: 80 }).check).toMatchObject({ kind: 'within', milliseconds: 120_000 });
    expect(asked({ tcp: 80, timeout: '1m30s' }).check).toMatchObject({ milliseconds: 90_000 });
  });

  it('what says nothing sensible is told at its place', () => {
    const wrong = {
      tcp: 70_000,
      log: '(',
      exit: 256,
      http: { port: 80, status: 1000, body: '[' },
      any: [{ command: [] }],
      all: [],
      timeout: 'soon',
    };
    expect(asked(wrong).mistakes).toEqual([
      'x-stack.ready.tcp is no port: 70000',
      'x-stack.ready.log is no regular expression: (',
      'x-stack.ready.exit is no exit code: 256',
      'x-stack.ready.http.status is no status of HTTP',
      'x-stack.ready.http.body is no regular expression: [',
      'x-stack.ready.any.0.command names no program',
      'x-stack.ready.all says nothing that could hold',
      'x-stack.ready.timeout is no duration: soon',
    ]);
    expect(asked({}).mistakes).toEqual(['x-stack.ready says nothing that could hold']);
  });

  it('can be said in words', () => {
    const check = inner({ tcp: 80, any: [{ log: { match: 'up', count: 2 } }, { http: '81/x' }] });
    expect(check && readyText(check)).toBe(
      'something listens on port 80 and its log matches /up/ 2 times or http port 81 answers /x',
    );
  });
});
