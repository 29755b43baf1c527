import { execa } from 'execa';
import type { LoadRequest, OptionalPhase } from '../../src/config/load-project.js';
import type { Expected } from '../../test/config/cases/config-cases.js';

const flagOf: Readonly<Record<OptionalPhase, string>> = {
  paths: '--no-path-resolution',
  defaults: '--no-normalize',
  checks: '--no-consistency',
  'environment files': '--no-env-resolution',
};

/** What docker compose prints for the request: the model and the hashes, or why it refuses. */
export async function askDockerCompose(
  [program = '', ...leading]: readonly string[],
  request: LoadRequest,
): Promise<Expected> {
  const globals = [
    ...each('--file', request.files),
    ...each('--profile', request.profiles),
    ...each('--env-file', request.envFiles),
    ...each('--project-name', request.projectName),
    ...each('--project-directory', request.projectDirectory),
  ];
  const config = (...flags: string[]) =>
    execa(program, [...leading, ...globals, 'config', ...flags], {
      cwd: request.workingDir,
      env: request.environment,
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
    });

  const leftOut = (request.leaveOut ?? []).map((phase) => flagOf[phase]);
  const model = await config('--format', 'json', ...leftOut);
  if (model.failed) return { 'expected.refused': `${refusal(model.stderr)}\n` };
  const hashes = await config('--hash', '*', ...leftOut);
  if (hashes.failed) throw new Error(`a model, but no hashes: ${hashes.stderr}`);
  return {
    'expected.json': `${model.stdout}\n`,
    'expected.hashes': `${hashes.stdout.split('\n').sort().join('\n')}\n`,
  };
}

const each = (flag: string, values: string | readonly string[] = []): string[] =>
  [values].flat().flatMap((value) => [flag, value]);

/** Without warnings, and without the stack of a crash, which is never the same twice. */
function refusal(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('time='));
  const crash = lines.find((line) => line.startsWith('panic:'));
  return crash ?? lines.join('\n');
}
