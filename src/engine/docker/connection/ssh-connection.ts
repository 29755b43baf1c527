import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Duplex } from 'node:stream';

/** Enough for what ssh says about a failure. */
const keptErrorOutput = 2000;

/** A connection through the input and output of a program: `ssh host docker system dial-stdio`. */
export class SshConnection extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams;
  #errorOutput = '';

  constructor(
    program: string,
    programArguments: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
  ) {
    super();
    // detached: Ctrl-C goes to the whole terminal group, and the connection is still needed to stop containers.
    const child = spawn(program, programArguments, { env, stdio: 'pipe', detached: true });
    this.#child = child;
    child.stdout.on('data', (chunk) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.on('end', () => this.push(null));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.#errorOutput = (this.#errorOutput + text).slice(-keptErrorOutput);
    });
    child.stdin.on('error', (error) => this.destroy(error));
    child.on('error', (error) => this.destroy(error));
    child.on('close', (code) => {
      if (code === 0 || this.destroyed) return;
      const said = this.#errorOutput.trim();
      this.destroy(new Error(said === '' ? `${program} ended with exit code ${code}` : said));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  // What an http.Agent asks of a socket beyond a stream.

  ref(): this {
    this.#child.ref();
    return this;
  }

  unref(): this {
    this.#child.unref();
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }
}
