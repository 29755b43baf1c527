import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';

/** Where it is, and who this is, is in PGHOST and the like. */
const database = new pg.Pool();
const cache = createClient({ url: process.env['REDIS_URL'] ?? 'redis://localhost:6379' });
// It connects again by itself.
cache.on('error', console.error);

/** How often somebody was here; remembered in the cache, so that the database is asked only after a change. */
async function visits(
  name: string,
): Promise<{ readonly visits: number; readonly from: 'cache' | 'database' }> {
  const known = await cache.get(`visits:${name}`);
  if (known !== null) return { visits: Number(known), from: 'cache' };
  const { rows } = await database.query('select count(*) as count from visits where name = $1', [name]);
  const count = Number(rows[0]?.count ?? 0);
  await cache.set(`visits:${name}`, count);
  return { visits: count, from: 'database' };
}

async function visit(name: string): Promise<void> {
  await database.query('insert into visits (name) values ($1)', [name]);
  await cache.del(`visits:${name}`);
}

async function answer(method: string, path: string): Promise<unknown> {
  if (path === '/health') return { database: (await database.query('select 1')).rowCount === 1 };
  const name = decodeURIComponent(path.slice(1));
  if (method === 'POST') await visit(name);
  return await visits(name);
}

const server = createServer((request, response) => {
  answer(request.method ?? 'GET', request.url ?? '/').then(
    (value) => response.end(`${JSON.stringify(value)}\n`),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});

cache
  .connect()
  .then(() => server.listen(8080, () => console.log('listening on port 8080')))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

process.once('SIGTERM', () => process.exit());
