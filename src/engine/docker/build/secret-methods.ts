import { GrpcError, type GrpcMethods, grpcStatus } from '../session/grpc-call.js';
import { textField } from '../session/protobuf-fields.js';
import { protobufMessage } from '../session/protobuf-message.js';

/**
 * Gives a step of the build its secrets while it runs; they are in no layer. `moby.buildkit.secrets.v1.Secrets`.
 *
 * @param secrets by the ids that the Dockerfile has for them
 */
export const secretMethods = (secrets: Readonly<Record<string, Uint8Array>>): GrpcMethods => ({
  '/moby.buildkit.secrets.v1.Secrets/GetSecret': async ({ messages, send }) => {
    for await (const message of messages) {
      const id = textField(message, 1);
      const content = Object.hasOwn(secrets, id) ? secrets[id] : undefined;
      if (content === undefined) throw new GrpcError(`secret ${id}: not found`, grpcStatus.notFound);
      await send(protobufMessage([[1, content]]));
    }
  },
});
