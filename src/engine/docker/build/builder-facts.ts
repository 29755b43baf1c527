import type { Build } from '../../../model/project.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { recordsAt, textAt } from '../json-value.js';
import type { GrpcClient } from '../session/grpc-client.js';
import { protobufFields, textField } from '../session/protobuf-fields.js';
import type { BuilderFacts } from './frontend-options.js';

const gatewayLabel = 'org.mobyproject.buildkit.worker.moby.host-gateway-ip';

/** Asks only for what the definition needs. */
export async function builderFacts(
  { extra_hosts: hosts = [] }: Build,
  client: GrpcClient,
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): Promise<BuilderFacts> {
  if (!hosts.some((entry) => entry.endsWith('=host-gateway'))) return {};
  const hostGateway = (await gatewayOfWorker(client, signal)) ?? (await gatewayOfBridge(connection, signal));
  return hostGateway === undefined ? {} : { hostGateway };
}

/** Engines since 23.0 say what they take for the host. `moby.buildkit.v1.ListWorkersResponse`. */
async function gatewayOfWorker(
  client: GrpcClient,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const answers = client.call('/moby.buildkit.v1.Control/ListWorkers', Buffer.alloc(0), signal);
  for await (const answer of answers) {
    for (const worker of protobufFields(answer)) {
      if (!Buffer.isBuffer(worker.value)) continue;
      for (const { number, value } of protobufFields(worker.value)) {
        if (number !== 2 || !Buffer.isBuffer(value) || textField(value, 1) !== gatewayLabel) continue;
        return textField(value, 2);
      }
    }
  }
  return undefined;
}

/** Where nothing else is configured, the host is the gateway of the default bridge. */
async function gatewayOfBridge(
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const network = await connection.call(signal, (docker, abort) =>
    requestJson(docker, { method: 'GET', path: '/networks/bridge' }, abort),
  );
  const [first] = recordsAt(network, 'IPAM', 'Config');
  return textAt(first, 'Gateway');
}
