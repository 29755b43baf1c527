import { expect, it } from 'vitest';
import { isExecRefusal, isFarewell, notStarted } from '../../src/app/program-not-started.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const oci = 'OCI runtime exec failed: exec failed: unable to start container process: ';

it.each([
  [`${oci}exec: "x": executable file not found in $PATH\r\n`, 127],
  ['failed to create task: runc: exec: "/x": stat /x: no such file or directory', 127],
  [`${oci}exec: "/etc": permission denied`, 126],
  [`${oci}exec /x: exec format error`, 126],
  ['driver failed programming external connectivity', undefined],
])('%j means exit code %s', (message, code) => {
  expect(notStarted(message, ['x'])?.exitCode).toBe(code);
});

it('says what could not be run without the words of the layers below', () => {
  expect(notStarted(`${oci}exec: "x": executable file not found in $PATH`, ['x'])?.diagnostic).toMatchObject({
    code: 'program-not-started',
    message: 'cannot run x: exec: "x": executable file not found in $PATH',
  });
});

it('tells what the engine says in the place of a program from what a program says', () => {
  expect(isExecRefusal(bytes(oci))).toBe(true);
  expect(isExecRefusal(bytes('OCI'))).toBe(false);
  expect(isFarewell(bytes('\r\nexec attach failed: error on attach stdin: read escape sequence\r\n'))).toBe(
    true,
  );
  expect(isFarewell(bytes('echo exec attach failed'))).toBe(false);
});
