import { isAttested } from '../../../model/attestation.js';
import type { Build } from '../../../model/project.js';
import { requestJson } from '../connection/dial.js';
import type { EngineConnection } from '../connection/engine-connection.js';
import { recordsAt, textAt } from '../json-value.js';
import { grpcStatus } from '../session/grpc-call.js';
import { type GrpcClient, GrpcRefusal } from '../session/grpc-client.js';
import { partsOf, textField } from '../session/protobuf-fields.js';

/** What of a builder decides how, and whether, something of a definition can be had. */
export interface BuilderFacts {
  /** Address that `host-gateway` stands for. */
  readonly hostGateway?: string;
  /** Images are kept with all their platforms, and with what is attested of them. */
  readonly keepsIndexes?: boolean;
  /** Of engines before 23.0, which take limits without a word and do not set them. */
  readonly ignoresLimits?: boolean;
}

/** Asks only for what the definition needs. */
export async function builderFacts(
  definition: Build,
  client: GrpcClient,
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): Promise<BuilderFacts> {
  const [hostGateway, keepsIndexes, ignoresLimits] = await Promise.all([
    needsGateway(definition) ? gatewayOf(client, connection, signal) : undefined,
    needsIndexes(definition) ? hasContainerdStore(connection, signal) : undefined,
    hasLimits(definition) ? isBefore23(client, signal) : undefined,
  ]);
  return {
    ...(hostGateway === undefined ? {} : { hostGateway }),
    ...(keepsIndexes === undefined ? {} : { keepsIndexes }),
    ...(ignoresLimits === undefined ? {} : { ignoresLimits }),
  };
}

const needsGateway = ({ extra_hosts: hosts = [] }: Build): boolean =>
  hosts.some((entry) => entry.endsWith('=host-gateway'));

const needsIndexes = ({ platforms = [], provenance, sbom }: Build): boolean =>
  platforms.length > 1 || isAttested(provenance) || isAttested(sbom);

const hasLimits = ({ shm_size: size, ulimits = {} }: Build): boolean =>
  size !== undefined || Object.keys(ulimits).length > 0;

const gatewayLabel = 'org.mobyproject.buildkit.worker.moby.host-gateway-ip';

async function gatewayOf(
  client: GrpcClient,
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  return (await gatewayOfWorker(client, signal)) ?? (await gatewayOfBridge(connection, signal));
}

/** Engines since 23.0 say what they take for the host. `moby.buildkit.v1.ListWorkersResponse`. */
async function gatewayOfWorker(
  client: GrpcClient,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const answers = client.call('/moby.buildkit.v1.Control/ListWorkers', Buffer.alloc(0), signal);
  for await (const answer of answers) {
    const labels = partsOf(answer, 1).flatMap((worker) => partsOf(worker, 2));
    const label = labels.find((entry) => textField(entry, 1) === gatewayLabel);
    if (label !== undefined) return textField(label, 2);
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

async function hasContainerdStore(
  connection: EngineConnection,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const info = await connection.call(signal, (docker, abort) =>
    requestJson(docker, { method: 'GET', path: '/info' }, abort),
  );
  return JSON.stringify(info).includes('io.containerd.snapshotter');
}

/** Its builder cannot say what it is. */
async function isBefore23(client: GrpcClient, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    for await (const _ of client.call('/moby.buildkit.v1.Control/Info', Buffer.alloc(0), signal))
      return false;
    return false;
  } catch (error) {
    if (error instanceof GrpcRefusal && error.status === grpcStatus.unimplemented) return true;
    throw error;
  }
}
