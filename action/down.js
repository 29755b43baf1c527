import { runStack } from './run-stack.js';

const copy = process.env['STATE_copy'];
if (copy !== undefined && copy !== '')
  process.exitCode = runStack(copy, ['down', '--volumes', '--rmi', 'local', '--timeout', '0']).status;
