/**
 * `npm run quickstart`: from a checkout to a page in the terminal. Ends with 0 only if the page came back
 * through the published port.
 */
import { execa } from 'execa';
import { repositoryRoot } from './build/repository.js';
import { ensureBaseImage } from './engine/base-image.js';
import { obtainEngine, runningPrivateEngine } from './engine/obtain-engine.js';
import { sayOnStderr } from './engine/say.js';

const example = `${repositoryRoot}/examples/quickstart`;

try {
  await quickstart();
} catch (error) {
  process.stderr.write(`quickstart failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function quickstart(): Promise<void> {
  heading('Building stack');
  await execa('tsx', ['scripts/build.ts'], { cwd: repositoryRoot, preferLocal: true, stdio: 'inherit' });

  heading('Looking for a Docker Engine');
  const engine = await obtainEngine(process.env, sayOnStderr);
  await ensureBaseImage(engine.address, { name: 'busybox', tag: 'latest', pull: true }, sayOnStderr);

  heading('stack up -d --wait   (in examples/quickstart)');
  await runStack(engine.host, 'inherit', 'up', '-d', '--wait');

  const containers = await runStack(engine.host, 'pipe', 'ps', '--format', 'json');
  const url = `http://127.0.0.1:${publishedPort(containers)}/`;
  heading(`The page at ${url}`);
  process.stdout.write(await fetchPage(url));

  heading('stack ps');
  await runStack(engine.host, 'inherit', 'ps');

  heading('What next');
  const isPrivate = (await runningPrivateEngine(undefined))?.host === engine.host;
  const lines = [
    'cd examples/quickstart',
    ...(engine.host === process.env['DOCKER_HOST'] ? [] : [`export DOCKER_HOST=${engine.host}`]),
    '../../bin/stack.js logs visitor     # what the third service saw',
    '../../bin/stack.js down --volumes   # stop the example and remove everything of it',
    ...(isPrivate ? ['npm run engine:stop                 # stop the private Docker Engine'] : []),
  ];
  process.stdout.write(lines.map((line) => `  ${line}\n`).join(''));
}

/** Gives back what it wrote to stdout when that is a pipe. */
async function runStack(host: string, output: 'inherit' | 'pipe', ...args: string[]): Promise<string> {
  const { stdout } = await execa(process.execPath, [`${repositoryRoot}/bin/stack.js`, ...args], {
    cwd: example,
    env: { DOCKER_HOST: host, COMPOSE_FILE: undefined, COMPOSE_PROJECT_NAME: undefined },
    stdin: 'ignore',
    stdout: output,
    stderr: 'inherit',
    timeout: 180_000,
  });
  return stdout ?? '';
}

/** The first published port in the lines of `stack ps --format json`. */
function publishedPort(lines: string): number {
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const container: unknown = JSON.parse(line);
    const publishers: unknown = typeof container === 'object' && Reflect.get(container ?? {}, 'Publishers');
    for (const publisher of Array.isArray(publishers) ? publishers : []) {
      const port: unknown = Reflect.get(publisher, 'PublishedPort');
      if (typeof port === 'number' && port > 0) return port;
    }
  }
  throw new Error(`stack ps shows no published port:\n${lines}`);
}

async function fetchPage(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const page = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${page}`);
  return page;
}

function heading(text: string): void {
  process.stderr.write(`\n== ${text}\n`);
}
