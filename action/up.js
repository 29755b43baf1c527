import { randomBytes } from 'node:crypto';
import { handOn, input, runStack } from './run-stack.js';

const copy = `ci-${randomBytes(4).toString('hex')}`;
// Before anything is there, so that the end of the job takes down also what a cancelled job had begun.
handOn('GITHUB_STATE', `copy=${copy}\n`);
const services = input('services')
  .split(/\s+/)
  .filter((name) => name !== '');
const { status } = runStack(copy, [
  'up',
  '-d',
  '--wait',
  '--wait-timeout',
  input('wait-timeout') || '300',
  ...services,
]);
if (status === 0) {
  // WEB_80_TCP=127.0.0.1:20411 and the like, for the steps that follow.
  handOn('GITHUB_ENV', runStack(copy, ['ports', '--env']).stdout);
  const { name } = JSON.parse(runStack(copy, ['config', '--format', 'json']).stdout);
  handOn('GITHUB_OUTPUT', `project=${name}\n`);
}
process.exitCode = status;
