import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { parseJson, textAt } from '../json-value.js';

/** As the engine takes them; an identity token stands in the place of a password. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  | { readonly username: string; readonly identitytoken: string };

/** In the place of a user name this says that the secret is an identity token. */
const tokenUser = '<token>';

/**
 * Asks `docker-credential-NAME get` for the credentials of a server. Undefined when it has none or cannot be
 * run: a pull without credentials then says best what is missing.
 */
export async function credentialsFromHelper(
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<Credentials | undefined> {
  // The name becomes part of a program's name: a path in it would run any file.
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const answer = parseJson(await ask(`docker-credential-${name}`, server, env, signal));
  const username = textAt(answer, 'Username');
  const secret = textAt(answer, 'Secret');
  if (username === undefined || secret === undefined) return undefined;
  return username === tokenUser ? { username: '', identitytoken: secret } : { username, password: secret };
}

async function ask(
  program: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const child = spawn(program, ['get'], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    ...(signal === undefined ? {} : { signal }),
  });
  // Without these a missing program would be an uncaught error.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stdin.end(server);
  const output = await text(child.stdout);
  signal?.throwIfAborted();
  return output;
}
