/** Where a Docker Engine listens, as far as these scripts can reach it themselves. */
export type EngineAddress =
  | { readonly kind: 'unix'; readonly socketPath: string }
  | {
      readonly kind: 'tcp';
      readonly hostname: string;
      readonly port: number;
      readonly certificates?: string;
    };

/**
 * Reads a `DOCKER_HOST` value. Undefined for transports that need more than a socket (`ssh://`, `npipe://`,
 * `fd://`). `certificates` is a folder with ca.pem, cert.pem and key.pem, as `DOCKER_CERT_PATH` names it.
 */
export function parseEngineAddress(host: string, certificates?: string): EngineAddress | undefined {
  const path = /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (path !== undefined) return { kind: 'unix', socketPath: path };
  const match = /^(?:tcp|https?):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(host);
  if (match?.[1] === undefined) return undefined;
  const port = Number(match[2] ?? (certificates === undefined ? 2375 : 2376));
  const hostname = match[1].replace(/^\[|\]$/g, '');
  return { kind: 'tcp', hostname, port, ...(certificates === undefined ? {} : { certificates }) };
}
