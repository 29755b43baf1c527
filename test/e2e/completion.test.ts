import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { scenario } from '../support/scenario.js';

const run = promisify(execFile);

/** What bash would offer for a line, as its own completion function sets it. */
const inBash = (folder: string, line: string, stack: string) =>
  run(
    'bash',
    [
      '--norc',
      '-c',
      `stack() { ${stack} "$@"; }
eval "$(stack completion bash)"
COMP_LINE=$1 COMP_POINT=\${#1}
_stack_complete
printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      line,
    ],
    { cwd: folder },
  ).then(({ stdout }) => stdout.split('\n').filter((word) => word !== ''));

scenario('bash completes commands, options and services, also while the file is broken', async (s) => {
  const stack = `${process.execPath} ${process.cwd()}/bin/stack.js`;
  await s.files({ 'compose.yaml': 'services:\n  web: {image: x}\n  worker: {image: x}\n  db: {image: x}\n' });
  expect(await inBash(s.folder, 'stack expl', stack)).toEqual(['explain']);
  expect(await inBash(s.folder, 'stack up --no-dep', stack)).toEqual(['--no-deps']);
  expect(await inBash(s.folder, 'stack up -d w', stack)).toEqual(['web', 'worker']);
  expect(await inBash(s.folder, 'stack up web ', stack)).toEqual(['db', 'worker']);
  expect(await inBash(s.folder, 'stack up --scale=w', stack)).toEqual(['web', 'worker']);
  await s.files({ 'compose.yaml': 'services:\n  web:\n    command: [x\n  db:\n    image: x\n' });
  expect(await inBash(s.folder, 'stack logs ', stack)).toEqual(['db', 'web']);
});
