import { describe, expect, test } from 'vitest';
import { LogWriter, type LogWriterOptions, logName } from '../../src/report/log-writer.js';
import { ServiceColors } from '../../src/report/service-colors.js';
import { painter } from '../../src/report/style.js';
import { MemoryOutput } from './memory-output.js';

const web = { name: 'app-web-1', service: 'web', number: 1 };
const database = { name: 'app-database-1', service: 'database', number: 1 };
const line = (text: string, stream: 'stdout' | 'stderr' = 'stdout') => ({
  stream,
  timestamp: '2026-01-02T03:04:05.000000006Z',
  text,
});

function writing(options: Partial<LogWriterOptions> = {}) {
  const stdout = new MemoryOutput();
  const stderr = new MemoryOutput();
  const color = { stdout: false, stderr: false };
  const logs = new LogWriter({
    stdout,
    stderr,
    color,
    format: 'text',
    timestamps: false,
    prefix: true,
    ...options,
  });
  return { logs, stdout, stderr };
}

describe('the logs of containers', () => {
  test('lines are aligned to the longest name that was announced', () => {
    const { logs, stdout } = writing();
    logs.announce([web, database]);
    logs.write(web, line('up'));
    logs.write(database, line('ready'));
    expect(stdout.text).toBe('web-1       | up\ndatabase-1  | ready\n');
  });

  test('as JSON, a line says where it comes from, and all of them are data', () => {
    const { logs, stdout, stderr } = writing({ format: 'json' });
    logs.write(web, line('oops', 'stderr'));
    expect(stderr.text).toBe('');
    expect(JSON.parse(stdout.text)).toEqual({
      ts: '2026-01-02T03:04:05.000000006Z',
      service: 'web',
      replica: 1,
      stream: 'stderr',
      line: 'oops',
    });
  });

  test('what a container says to stderr goes to stderr', () => {
    const { logs, stdout, stderr } = writing();
    logs.write(web, line('oops', 'stderr'));
    expect(stdout.text).toBe('');
    expect(stderr.text).toBe('web-1  | oops\n');
  });

  test('the text of a container is not altered, escape sequences included', () => {
    const { logs, stdout } = writing();
    const text = '\u001b[31mred\u001b[0m\ttab\r\u0007';
    logs.write(web, line(text));
    expect(stdout.text).toBe(`web-1  | ${text}\n`);
  });

  test('the time of the engine stands between the name and the text', () => {
    const { logs, stdout } = writing({ timestamps: true });
    logs.write(web, line('up'));
    expect(stdout.text).toBe('web-1  | 2026-01-02T03:04:05.000000006Z up\n');
  });

  test('without a prefix a line is the text alone', () => {
    const { logs, stdout } = writing({ prefix: false });
    logs.write(web, line('up'));
    expect(stdout.text).toBe('up\n');
  });

  test('only the stream that takes colours gets them', () => {
    const { logs, stdout, stderr } = writing({ color: { stdout: true, stderr: false } });
    logs.write(web, line('up'));
    logs.write(web, line('oops', 'stderr'));
    expect(stdout.text).toBe(`${painter(true)(new ServiceColors().of('web'), 'web-1  |')} up\n`);
    expect(stderr.text).toBe('web-1  | oops\n');
  });

  test('a name that the files chose is shown whole', () => {
    expect(logName({ name: 'my-database', service: 'db', number: 1 })).toBe('my-database');
    expect(logName({ name: 'app-db-2', service: 'db', number: 2 })).toBe('db-2');
  });
});
