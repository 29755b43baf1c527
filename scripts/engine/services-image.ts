import { existsSync } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { createImage } from './base-image.js';
import { fetchBusybox } from './busybox.js';
import { openSuite, unpackPackages, withLibraries } from './debian-packages.js';
import type { EngineAddress } from './engine-address.js';
import { requestEngine } from './engine-request.js';
import { cacheFolder } from './get-dockerd.js';
import type { Say } from './say.js';

const packages = ['postgresql-15', 'postgresql-client-15', 'redis-server', 'redis-tools', 'gosu', 'tzdata'];

/**
 * An image with real PostgreSQL, Redis and Node.js, made of Debian's packages and of the Node.js that runs this, for where
 * no registry can be asked. It stands in for `postgres`, `redis` and `node` as far as the examples need it.
 */
export async function ensureServicesImage(
  address: EngineAddress,
  reference: string,
  say: Say,
): Promise<void> {
  const present = await requestEngine(address, { path: `/images/${reference}/json`, timeoutMs: 30_000 });
  if (present.status === 200) return;
  say(`making the image ${reference} of Debian's packages`);
  const root = await rootFolder(say);
  const { stdout } = await execa('tar', ['--directory', root, '--create', '.'], {
    encoding: 'buffer',
    maxBuffer: 2 ** 30,
  });
  const [repo = '', tag = ''] = reference.split(':');
  const query = new URLSearchParams({ fromSrc: '-', repo, tag });
  for (const change of [
    'ENV PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/bin:/sbin',
    'ENTRYPOINT ["docker-entrypoint.sh"]',
    'CMD ["postgres"]',
  ])
    query.append('changes', change);
  const problem = await createImage(address, {
    method: 'POST',
    path: `/images/create?${query}`,
    tar: stdout,
    timeoutMs: 180_000,
  });
  if (problem !== undefined) throw new Error(`the engine did not take the image ${reference}: ${problem}`);
}

async function rootFolder(say: Say): Promise<string> {
  const root = `${cacheFolder}/services`;
  if (existsSync(`${root}/etc/passwd`)) return root;
  const source = await openSuite('distro', `${cacheFolder}/apt-distro`);
  await unpackPackages(source, await withLibraries(source, packages), root);
  for (const needless of ['doc', 'man', 'locale'])
    await rm(`${root}/usr/share/${needless}`, { recursive: true });
  for (const folder of ['bin', 'tmp', 'root', 'data', 'run/postgresql', 'usr/local/bin'])
    await mkdir(`${root}/${folder}`, { recursive: true });
  await chmod(`${root}/tmp`, 0o1777);
  await symlink('/run', `${root}/var/run`);
  await copyFile(process.execPath, `${root}/usr/bin/node`);
  await addBusybox(root, await fetchBusybox(say));
  await writeFile(`${root}/usr/local/bin/docker-entrypoint.sh`, entrypoint, { mode: 0o755 });
  await writeFile(`${root}/etc/group`, 'root:x:0:\npostgres:x:999:\nnogroup:x:65534:\n');
  // The last: what is there with it is whole.
  await writeFile(`${root}/etc/passwd`, accounts);
  return root;
}

async function addBusybox(root: string, program: string): Promise<void> {
  await copyFile(program, `${root}/bin/busybox`);
  const { stdout } = await execa(program, ['--list']);
  for (const applet of stdout.split('\n')) {
    const isThere = await lstat(`${root}/bin/${applet}`).then(
      () => true,
      () => false,
    );
    if (applet !== '' && !isThere) await symlink('busybox', `${root}/bin/${applet}`);
  }
}

const accounts = [
  'root:x:0:0:root:/root:/bin/sh',
  'postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/sh',
  'nobody:x:65534:65534:nobody:/tmp:/bin/false',
  '',
].join('\n');

/** As much of those of the official images as examples need. */
const entrypoint = `#!/bin/sh
set -e
# Redis of the official image answers everybody on its network, too.
[ "$1" != redis-server ] || exec "$@" --protected-mode no
[ "$1" = postgres ] || exec "$@"
export PGDATA="\${PGDATA:-/var/lib/postgresql/data}"
mkdir -p "$PGDATA" /run/postgresql
chown -R postgres:postgres "$PGDATA" /run/postgresql
chmod 700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "\${POSTGRES_PASSWORD:?is needed}" "\${POSTGRES_USER:=postgres}" "\${POSTGRES_DB:=$POSTGRES_USER}"
  printf '%s' "$POSTGRES_PASSWORD" > /tmp/password
  chown postgres /tmp/password
  gosu postgres initdb --locale=C --encoding=UTF8 --username="$POSTGRES_USER" --pwfile=/tmp/password \\
    --auth-host=scram-sha-256 --auth-local=trust > /dev/null
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  gosu postgres pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start > /dev/null
  [ "$POSTGRES_DB" = postgres ] || psql -qU "$POSTGRES_USER" -d postgres -c "create database \\"$POSTGRES_DB\\""
  gosu postgres pg_ctl -D "$PGDATA" -m fast -w stop > /dev/null
fi
exec gosu postgres postgres -D "$PGDATA" -c listen_addresses='*' -c jit=off
`;
