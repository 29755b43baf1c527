/**
 * `npm run engine:start | engine:stop | engine:status | engine:env`: private Docker Engines for the quickstart
 * and the tests. `start` and `stop` take a variant: latest, distro or path.
 */
import { listStates, runFolder, socketPath } from './engine/daemon-state.js';
import { exclusively } from './engine/exclusively.js';
import { findEngine } from './engine/find-engine.js';
import { parseVariant, privateEngine, runningPrivateEngine } from './engine/obtain-engine.js';
import { answers, removeDaemon } from './engine/private-daemon.js';
import { sayOnStderr } from './engine/say.js';

const [command, name] = process.argv.slice(2);
const variant = name === undefined ? undefined : parseVariant(name);

try {
  await run();
} catch (error) {
  sayOnStderr(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  switch (command) {
    case 'start': {
      const { host } = await privateEngine(variant, sayOnStderr);
      process.stdout.write(`DOCKER_HOST=${host}\n`);
      return;
    }
    case 'stop':
      return await stop();
    case 'status':
      return await status();
    case 'env': {
      const engine = (await findEngine(process.env)).found ?? (await runningPrivateEngine(variant));
      if (engine === undefined)
        throw new Error('no engine runs; `npm run engine:start` starts a private one');
      process.stdout.write(`export DOCKER_HOST=${engine.host}\n`);
      return;
    }
    default:
      throw new Error('usage: engine start|stop [latest|distro|path] | status | env');
  }
}

async function stop(): Promise<void> {
  const states = (await listStates()).filter((state) => variant === undefined || state.variant === variant);
  if (states.length === 0) sayOnStderr('no private engine to stop');
  for (const state of states) {
    sayOnStderr(`stopping the private engine \`${state.variant}\` and removing its data`);
    await exclusively('stack-engine', sayOnStderr, () => removeDaemon(state.variant));
  }
}

async function status(): Promise<void> {
  const { found, tried } = await findEngine(process.env);
  if (found === undefined) process.stdout.write(tried.map((line) => `no engine: ${line}\n`).join(''));
  else process.stdout.write(`found: ${found.host} (${found.origin})\n`);
  for (const { variant, version, bridge, pool } of await listStates()) {
    const state = (await answers(variant))
      ? `unix://${socketPath(variant)}`
      : `dead, see ${runFolder(variant)}`;
    process.stdout.write(
      `private ${variant}: Docker ${version}, ${state}, bridge ${bridge}, networks ${pool}\n`,
    );
  }
}
