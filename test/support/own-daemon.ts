import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { ensureBaseImage } from '../../scripts/engine/base-image.js';
import type { EngineAddress } from '../../scripts/engine/engine-address.js';
import { requestEngine, whyNoEngine } from '../../scripts/engine/engine-request.js';
import { type Dockerd, getNewestDockerd, searchPath } from '../../scripts/engine/get-dockerd.js';
import { daemonProcesses, sendSignal, waitUntilGone } from '../../scripts/engine/processes.js';
import { sayOnStderr } from '../../scripts/engine/say.js';
import { eventually } from './eventually.js';

const startTimeoutMs = 90_000;

/**
 * A dockerd for one test, which may restart it and fill its disk: all that it has is in memory, and of 200 MB. It has
 * no networks, so that it needs nothing of the machine's; its containers have `network_mode: none`. Needs root.
 */
export class OwnDaemon implements AsyncDisposable {
  readonly address: EngineAddress;
  readonly #folder: string;
  readonly #dockerd: Dockerd;

  private constructor(folder: string, dockerd: Dockerd) {
    this.#folder = folder;
    this.#dockerd = dockerd;
    this.address = { kind: 'unix', socketPath: `${folder}/docker.sock` };
  }

  static async start(image: string): Promise<OwnDaemon> {
    const dockerd = await getNewestDockerd(sayOnStderr);
    // Not in the folder for temporary files: a socket's path may have 107 bytes.
    const daemon = new OwnDaemon(await mkdtemp('/run/stack-own-'), dockerd);
    await mkdir(daemon.#data);
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'stack-own', daemon.#data]);
    try {
      await daemon.#launch();
      const [name = '', tag = ''] = image.split(':');
      await ensureBaseImage(daemon.address, { name, tag, pull: false }, sayOnStderr);
    } catch (error) {
      await daemon[Symbol.asyncDispose]();
      throw error;
    }
    return daemon;
  }

  get host(): string {
    return `unix://${this.#folder}/docker.sock`;
  }

  /** As `systemctl restart docker` does it: containers are stopped, those with a restart policy come back. */
  async restart(): Promise<void> {
    await this.#end();
    await this.#launch();
  }

  /** Takes all the room there is for data; the function that is given gives it back. */
  async fillDisk(): Promise<() => Promise<void>> {
    const path = `${this.#data}/filled`;
    await execa('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k'], { reject: false });
    return async () => await rm(path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if ((await whyNoEngine(this.address)) === undefined) await this.#removeContainers();
    await this.#end();
    const left = await daemonProcesses(this.#folder);
    sendSignal(left, 'SIGKILL');
    await waitUntilGone(left, 10_000);
    const table = await readFile('/proc/self/mountinfo', 'utf8');
    const points = table.split('\n').map((line) => line.split(' ')[4] ?? '');
    for (const point of points.filter((one) => one.startsWith(`${this.#folder}/`)).reverse())
      await execa('umount', ['--lazy', point]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return `${this.#folder}/data`;
  }

  async #launch(): Promise<void> {
    const folder = this.#folder;
    const log = await open(`${folder}/dockerd.log`, 'a');
    const flags = [
      `--host=${this.host}`,
      `--data-root=${this.#data}`,
      `--exec-root=${folder}/exec`,
      `--pidfile=${folder}/docker.pid`,
      // Without this it would read /etc/docker/daemon.json, which is for the machine's own daemon.
      `--config-file=${folder}/daemon.json`,
      '--bridge=none',
      '--iptables=false',
      '--ip6tables=false',
      `--containerd-namespace=${folder.slice(5)}`,
      `--containerd-plugins-namespace=${folder.slice(5)}-plugins`,
    ];
    await writeFile(`${folder}/daemon.json`, '{}\n');
    const child = spawn('dockerd', flags, {
      cwd: '/',
      detached: true,
      env: { PATH: searchPath(this.#dockerd.folders), HOME: '/root' },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    await log.close();
    await eventually(async () => {
      const problem = await whyNoEngine(this.address);
      if (problem !== undefined) throw new Error(`dockerd does not answer: ${problem}`);
    }, startTimeoutMs);
  }

  async #end(): Promise<void> {
    const text = await readFile(`${this.#folder}/docker.pid`, 'utf8').catch(() => '');
    if (!/^\d+/.test(text)) return;
    const pid = Number.parseInt(text, 10);
    sendSignal([pid], 'SIGTERM');
    if (!(await waitUntilGone([pid], 60_000))) throw new Error('dockerd did not end');
  }

  async #removeContainers(): Promise<void> {
    const { body } = await requestEngine(this.address, { path: '/containers/json?all=1', timeoutMs: 30_000 });
    const containers: unknown = JSON.parse(body);
    for (const one of Array.isArray(containers) ? containers : []) {
      const path = `/containers/${Reflect.get(Object(one), 'Id')}?force=1&v=1`;
      await requestEngine(this.address, { method: 'DELETE', path, timeoutMs: 60_000 });
    }
  }
}
