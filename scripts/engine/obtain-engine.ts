import { isVariant, readState, socketPath } from './daemon-state.js';
import { exclusively } from './exclusively.js';
import { type FoundEngine, findEngine } from './find-engine.js';
import { type Dockerd, getDockerd, getNewestDockerd, type Variant } from './get-dockerd.js';
import { answers, startDaemon } from './private-daemon.js';
import type { Say } from './say.js';

/**
 * An engine to work with: one that is there, else a private one that is started now or still runs from before.
 * `STACK_TEST_ENGINE` (`latest` or `distro`) asks for that private variant whatever else is there. Rejects
 * with a message that says what was tried and what to do.
 */
export async function obtainEngine(
  environment: Readonly<Record<string, string | undefined>>,
  say: Say,
): Promise<FoundEngine> {
  const forced = environment['STACK_TEST_ENGINE'] ?? '';
  if (forced === 'latest' || forced === 'distro') return await privateEngine(forced, say);
  if (forced !== '')
    throw new Error(`STACK_TEST_ENGINE is \`${forced}\`; it can be \`latest\` or \`distro\``);
  const { found, tried } = await findEngine(environment);
  if (found !== undefined) {
    say(`using the engine at ${found.host} (${found.origin})`);
    return found;
  }
  for (const line of tried) say(`no engine: ${line}`);
  try {
    return await privateEngine(undefined, say);
  } catch (error) {
    throw new Error(explain(tried, error), { cause: error });
  }
}

/** Without a variant: any that already runs, else the newest that can be had. */
export async function privateEngine(variant: Variant | undefined, say: Say): Promise<FoundEngine> {
  if (process.getuid?.() !== 0)
    throw new Error('a private Docker Engine can be started and used by root only');
  return await exclusively('stack-engine', say, async () => {
    const running = await runningPrivateEngine(variant);
    if (running !== undefined) {
      say(`using the engine that runs already at ${running.host} (${running.origin})`);
      return running;
    }
    const dockerd = await dockerdFor(variant, say);
    await startDaemon(dockerd, say);
    return describe(dockerd.variant);
  });
}

export async function runningPrivateEngine(variant: Variant | undefined): Promise<FoundEngine | undefined> {
  const wanted: readonly Variant[] = variant === undefined ? ['path', 'latest', 'distro'] : [variant];
  for (const candidate of wanted) {
    if ((await readState(candidate)) !== undefined && (await answers(candidate))) return describe(candidate);
  }
  return undefined;
}

export function parseVariant(text: string): Variant {
  if (isVariant(text)) return text;
  throw new Error(`there is no private engine \`${text}\`; it can be \`latest\`, \`distro\` or \`path\``);
}

async function dockerdFor(variant: Variant | undefined, say: Say): Promise<Dockerd> {
  if (variant === 'latest' || variant === 'distro') return await getDockerd(variant, say);
  return await getNewestDockerd(say);
}

function describe(variant: Variant): FoundEngine {
  const path = socketPath(variant);
  return {
    host: `unix://${path}`,
    address: { kind: 'unix', socketPath: path },
    origin: `private engine, variant ${variant}`,
  };
}

function explain(tried: readonly string[], error: unknown): string {
  return [
    'No Docker Engine answers, and none could be started.',
    ...tried.map((line) => `  tried ${line}`),
    `  tried a private engine: ${error instanceof Error ? error.message : String(error)}`,
    'Start Docker (or Podman), or set DOCKER_HOST to an engine, or run this as root on Debian 12.',
  ].join('\n');
}
