import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processFate, processIdentity } from '../../src/platform/process-identity.js';

const { process: own } = processIdentity();
const [boot, namespace, , start] = own.split('/');

it('the own process runs', () => {
  expect(processFate(own)).toBe('running');
});

it('a process that has ended is gone, also when its number has been given to another', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  expect(processFate([boot, namespace, child.pid, start].join('/'))).toBe('gone');
  expect(processFate([boot, namespace, process.pid, '1'].join('/'))).toBe('gone');
});

it('a process of a boot before is gone, one of another namespace is not known', () => {
  expect(processFate(['before', namespace, process.pid, start].join('/'))).toBe('gone');
  expect(processFate([boot, '1', process.pid, start].join('/'))).toBe('unknown');
});

it('what is no identity is not known', () => {
  expect(processFate('')).toBe('unknown');
  expect(processFate(`${boot}/${namespace}/one/${start}`)).toBe('unknown');
});
