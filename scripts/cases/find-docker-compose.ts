import { execa } from 'execa';

const version = '2.40.3';

/** The command of the one version that is the measure: `DOCKER_COMPOSE`, or what is in the `PATH`. */
export async function findDockerCompose(): Promise<readonly string[]> {
  const named = process.env['DOCKER_COMPOSE'];
  const candidates = named === undefined ? [['docker-compose'], ['docker', 'compose']] : [named.split(' ')];
  const seen: string[] = [];
  for (const command of candidates) {
    const [program = '', ...args] = command;
    const { stdout, failed } = await execa(program, [...args, 'version', '--short'], { reject: false });
    if (failed) continue;
    // Distributions append their own number to it.
    if (stdout.replace(/^v/, '').split('-')[0] === version) return [await absolute(program), ...args];
    seen.push(`${command.join(' ')} is ${stdout}`);
  }
  const found = seen.length === 0 ? 'none was found' : seen.join(', ');
  throw new Error(`docker compose ${version} is needed, ${found}; name the program with DOCKER_COMPOSE`);
}

/** It runs without a `PATH`, since that would be a variable that projects can refer to. */
async function absolute(program: string): Promise<string> {
  return (await execa('sh', ['-c', 'command -v "$0"', program])).stdout;
}
