import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { pack } from 'tar-stream';
import { openSuite, unpackPackages, whyNotDebian } from './debian-packages.js';
import { cacheFolder } from './get-dockerd.js';
import type { Say } from './say.js';

/** `ENV` of an image made of `busyboxFiles`. */
export const busyboxPath = '/bin:/sbin:/usr/bin:/usr/sbin';

/** Path of Debian's statically linked busybox, unpacked into the cache folder and not installed. */
export async function fetchBusybox(say: Say): Promise<string> {
  const folder = `${cacheFolder}/busybox-static`;
  const program = `${folder}/bin/busybox`;
  if (existsSync(program)) return program;
  const problem = await whyNotDebian();
  if (problem !== undefined) throw new Error(`busybox-static cannot be fetched with apt: ${problem}`);
  say('fetching busybox-static from Debian');
  await unpackPackages(await openSuite('distro', `${cacheFolder}/apt-distro`), ['busybox-static'], folder);
  return program;
}

/** The files of an image that is busybox and nothing else, as a tar archive: the same bytes every time. */
export async function busyboxFiles(program: string): Promise<Uint8Array> {
  const { stdout } = await execa(program, ['--list'], { timeout: 10_000 });
  const applets = stdout.split('\n').filter((name) => name !== '' && name !== 'busybox');
  const archive = pack();
  const times = { mtime: new Date(0) };
  for (const name of ['bin', 'etc', 'root', 'usr', 'usr/bin', 'var', 'var/www']) {
    archive.entry({ name, type: 'directory', mode: 0o755, ...times });
  }
  archive.entry({ name: 'tmp', type: 'directory', mode: 0o1777, ...times });
  archive.entry({ name: 'bin/busybox', mode: 0o755, ...times }, await readFile(program));
  for (const applet of applets) {
    archive.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox', ...times });
  }
  archive.entry({ name: 'etc/passwd', ...times }, accounts);
  archive.entry({ name: 'etc/group', ...times }, 'root:x:0:\nnogroup:x:65534:\n');
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const accounts = ['root:x:0:0:root:/root:/bin/sh', 'nobody:x:65534:65534:nobody:/tmp:/bin/false', ''].join(
  '\n',
);
