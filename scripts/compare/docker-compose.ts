import { execFile } from 'node:child_process';

/** What a tool says to a project. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly json: string; readonly hashes?: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** It broke down; that is nothing to agree with. */
  | { readonly kind: 'crashed'; readonly reason: string };

export interface Invocation {
  readonly folder: string;
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

interface Output {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `DOCKER_COMPOSE` names the program, with spaces between its words; without it, that is `docker compose`. */
const [program = 'docker', ...words] = (process.env['DOCKER_COMPOSE'] ?? 'docker compose').split(' ');

export const comparedVersion = '2.40.3';

export async function dockerComposeVersion(): Promise<string> {
  const { stdout } = await run(['version', '--short'], {
    folder: '.',
    files: [],
    profiles: [],
    environment: {},
  });
  return stdout.trim();
}

export async function askDockerCompose(invocation: Invocation, withHashes: boolean): Promise<Verdict> {
  const printed = await run(['config', '--format', 'json'], invocation);
  if (printed.exitCode !== 0) {
    const reason = printed.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('time='))
      .join('\n');
    // It accepts `.nan` and prints it as YAML, but its writer of JSON gives up.
    const brokeDown = reason.includes('panic:') || reason.startsWith('json: unsupported value');
    return { kind: brokeDown ? 'crashed' : 'refused', reason };
  }
  if (!withHashes) return { kind: 'accepted', json: printed.stdout };
  const hashed = await run(['config', '--hash', '*'], invocation);
  return { kind: 'accepted', json: printed.stdout, hashes: sortedLines(hashed.stdout) };
}

function run(
  command: readonly string[],
  { folder, files, profiles, environment }: Invocation,
): Promise<Output> {
  const args = [
    ...words,
    ...files.flatMap((file) => ['-f', file]),
    ...profiles.flatMap((profile) => ['--profile', profile]),
    ...command,
  ];
  const { PATH, HOME } = process.env;
  // So short a run needs neither garbage collection nor several threads.
  const env = { PATH, HOME, GOGC: 'off', GOMAXPROCS: '1', ...environment };
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/** The order of services is another one every time. */
function sortedLines(text: string): string {
  return text.trim().split('\n').sort().join('\n');
}
