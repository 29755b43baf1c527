import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { openSuite, unpackPackages } from '../../scripts/engine/debian-packages.js';
import { cacheFolder } from '../../scripts/engine/get-dockerd.js';

/** Who a registry with a lock lets in, and the line of `htpasswd -nbBC 4` for that. */
const user = 'me';
const password = 'secret:word';
const passwordLine = 'me:$2y$04$abEPEyODiqtfmI.WzDjx.OqAsvWLjPOvhXybg9gyhCI2VRMMTKhC6';

/** Debian's docker-registry, on the loopback of this machine. */
export class Registry implements AsyncDisposable {
  /** As the docker CLI keeps it in `auth`. */
  static readonly auth = Buffer.from(`${user}:${password}`).toString('base64');

  private constructor(
    /** For example `127.0.0.1:40001`. */
    readonly host: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param isLocked only for who has the password */
  static async listen({ isLocked = false } = {}): Promise<Registry> {
    const program = await registryProgram();
    const folder = await mkdtemp(`${tmpdir()}/stack-registry-`);
    await writeFile(`${folder}/htpasswd`, `${passwordLine}\n`);
    const config = {
      version: 0.1,
      log: { level: 'info' },
      storage: { filesystem: { rootdirectory: `${folder}/data` } },
      http: { addr: '127.0.0.1:0' },
      ...(isLocked && { auth: { htpasswd: { realm: 'test', path: `${folder}/htpasswd` } } }),
    };
    await writeFile(`${folder}/config.yml`, JSON.stringify(config));
    const child = spawn(program, ['serve', `${folder}/config.yml`], { stdio: ['ignore', 'ignore', 'pipe'] });
    return new Registry(await hostOf(child), child, folder);
  }

  /** Tags that there are, as `repository:tag`. */
  async tags(): Promise<readonly string[]> {
    const { repositories = [] } = await this.#get<{ repositories?: string[] }>('_catalog');
    const tags = await Promise.all(
      repositories.map(async (name) => {
        const { tags: found } = await this.#get<{ tags: string[] | null }>(`${name}/tags/list`);
        return (found ?? []).map((tag) => `${name}:${tag}`);
      }),
    );
    return tags.flat().sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true });
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`http://${this.host}/v2/${path}`, {
      headers: { Authorization: `Basic ${Registry.auth}` },
    });
    return JSON.parse(await response.text());
  }
}

/** The machine's, or Debian's, unpacked and not installed. */
async function registryProgram(): Promise<string> {
  const installed = '/usr/bin/docker-registry';
  if (existsSync(installed)) return installed;
  const folder = `${cacheFolder}/docker-registry`;
  if (!existsSync(`${folder}${installed}`))
    await unpackPackages(await openSuite('distro', `${cacheFolder}/apt-distro`), ['docker-registry'], folder);
  return `${folder}${installed}`;
}

/** Where it listens, which it says when it does. */
async function hostOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  if (child.stderr !== null)
    for await (const line of createInterface({ input: child.stderr })) {
      const host = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (host !== undefined) {
        child.stderr.resume();
        return host;
      }
      said.push(line);
    }
  throw new Error(`docker-registry did not start:\n${said.join('\n')}`);
}
