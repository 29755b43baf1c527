import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { openSuite, unpackPackages } from '../../scripts/engine/debian-packages.js';
import { cacheFolder } from '../../scripts/engine/get-dockerd.js';

/** Folder of the programs of OpenSSH's client: the machine's, or Debian's, unpacked and not installed. */
export async function opensshFolder(): Promise<string> {
  if (existsSync('/usr/bin/ssh-agent')) return '/usr/bin';
  const folder = `${cacheFolder}/openssh-client`;
  if (!existsSync(`${folder}/usr/bin/ssh-agent`))
    await unpackPackages(await openSuite('distro', `${cacheFolder}/apt-distro`), ['openssh-client'], folder);
  return `${folder}/usr/bin`;
}

/** Copies a program to where an image has it, with all that it is linked to. */
export async function copyProgram(program: string, root: string): Promise<void> {
  const { stdout } = await execa('ldd', [program]);
  const libraries = stdout.match(/\/[^\s()]+/g) ?? [];
  for (const [from, to] of [
    [program, `/bin/${program.split('/').at(-1)}`],
    ...libraries.map((path) => [path, path]),
  ]) {
    await mkdir(dirname(`${root}${to}`), { recursive: true });
    await cp(from ?? '', `${root}${to}`, { dereference: true });
  }
}
