import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export interface KeyAgent {
  readonly socketPath: string;
  close(): Promise<void>;
}

/** Nobody is asked for a passphrase: whoever has one uses an agent. */
const noQuestions = { SSH_ASKPASS: '/bin/false', SSH_ASKPASS_REQUIRE: 'force', DISPLAY: '' };
const timeoutMs = 10_000;

/** An agent that has one key, for as long as a build takes. Throws an error in words for people. */
export async function startKeyAgent(
  key: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-ssh-'));
  const socketPath = join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socketPath], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const close = async (): Promise<void> => {
    agent.kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // It says where it listens once it does.
    await new Promise<void>((resolve, reject) => {
      agent.once('error', reject);
      agent.once('exit', () => reject(new Error('ssh-agent ended')));
      createInterface(agent.stdout).once('line', () => resolve());
    });
    const options = { env: { ...env, ...noQuestions, SSH_AUTH_SOCK: socketPath }, timeout: timeoutMs };
    await promisify(execFile)('ssh-add', ['-q', key], options);
    return { socketPath, close };
  } catch (error) {
    await close();
    throw new Error(`ssh: cannot use the key ${key}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT')
    return 'ssh-agent and ssh-add, which come with the client of OpenSSH, are not there';
  return 'stderr' in error && typeof error.stderr === 'string' && error.stderr !== ''
    ? error.stderr.trim()
    : error.message;
}
