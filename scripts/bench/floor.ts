/**
 * The same calls as `up` and `down` of independent services make, and nothing else: as fast as the engine takes them.
 *
 *     node floor.mjs up COUNT      the containers, and the network that they are in
 *     node floor.mjs down          all that `up` made
 *
 * `FLOOR_PROJECT`, `FLOOR_IMAGE` and `DOCKER_HOST` say where and of what. Bundled before it is timed, because it is
 * timed as a whole process.
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseEngineAddress } from '../engine/engine-address.js';
import { connectionOptions } from '../engine/engine-request.js';

const { DOCKER_HOST: host = '', FLOOR_PROJECT: project = '', FLOOR_IMAGE: image = '' } = process.env;
const address = parseEngineAddress(host);
if (address === undefined) throw new Error(`${host} is not the address of an engine`);
const labels = { floor: project };
const connection = { ...connectionOptions(address), agent: new Agent({ keepAlive: true }) };

const [command, count] = process.argv.slice(2);
if (command === 'up') await up(Number(count));
else await down();
connection.agent.destroy();

async function up(containers: number): Promise<void> {
  await call('POST', '/networks/create', { Name: project, Labels: labels });
  await Promise.all(Array.from({ length: containers }, (_, index) => run(`${project}-${index}`)));
}

async function run(name: string): Promise<void> {
  const created = await call('POST', `/containers/create?name=${name}`, {
    Image: image,
    Cmd: ['sleep', '100000'],
    StopSignal: 'SIGKILL',
    Labels: labels,
    HostConfig: { NetworkMode: project },
    NetworkingConfig: { EndpointsConfig: { [project]: {} } },
  });
  await call('POST', `/containers/${idOf(created)}/start`);
}

async function down(): Promise<void> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`floor=${project}`] }));
  const list = async (path: string) => idsOf(await call('GET', `${path}filters=${filters}`));
  const [containers, networks] = await Promise.all([list('/containers/json?all=1&'), list('/networks?')]);
  await Promise.all(
    containers.map(async (id) => {
      await call('POST', `/containers/${id}/stop?t=0`);
      await call('DELETE', `/containers/${id}`);
    }),
  );
  await Promise.all(networks.map((id) => call('DELETE', `/networks/${id}`)));
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const outgoing = request({
    ...connection,
    method,
    path,
    headers: { 'content-type': 'application/json' },
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const incoming = await response;
  const answer = await text(incoming);
  if ((incoming.statusCode ?? 500) >= 400) throw new Error(`${method} ${path}: ${answer}`);
  return answer === '' ? undefined : JSON.parse(answer);
}

function idsOf(answer: unknown): readonly string[] {
  if (Array.isArray(answer)) return answer.map(idOf);
  throw new Error('the engine gave no list');
}

function idOf(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'Id' in answer) return String(answer.Id);
  throw new Error('the engine gave no id');
}
