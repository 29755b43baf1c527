import type { Surroundings } from '../discovery/strategy.js';
import { registryCredentials } from '../images/registry-auth.js';
import type { GrpcMethods } from '../session/grpc-call.js';
import { textField } from '../session/protobuf-fields.js';
import { protobufMessage } from '../session/protobuf-message.js';

const dockerHub = 'registry-1.docker.io';

/** Tells the builder who we are, when it has to ask a registry for a base image. `moby.filesync.v1.Auth`. */
export const registryCredentialMethods = (
  surroundings: Surroundings,
  signal: AbortSignal | undefined,
): GrpcMethods => ({
  '/moby.filesync.v1.Auth/Credentials': async ({ messages, send }) => {
    for await (const message of messages) {
      const host = textField(message, 1);
      const registry = host === dockerHub ? 'docker.io' : host;
      const found = await registryCredentials(surroundings, registry, signal);
      const fields =
        found === undefined
          ? []
          : 'identitytoken' in found
            ? [[2, found.identitytoken] as const]
            : [[1, found.username] as const, [2, found.password] as const];
      await send(protobufMessage(fields));
    }
  },
});
