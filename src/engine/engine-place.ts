/**
 * Name or address of the machine that an engine is on, without brackets; undefined: it is reached through a socket of this one.
 *
 * @param host as `EngineVersion` has it, for example `tcp://build-3:2375`
 */
export function engineHostname(host: string): string | undefined {
  if (!/^(?:tcp|https?|ssh):/.test(host)) return undefined;
  return new URL(host.replace(/^[a-z]+:/, 'http:')).hostname.replace(/^\[|\]$/g, '');
}

/** Whether a port is published at every address of that machine. */
export const isEverywhere = (hostIp: string | undefined): boolean =>
  hostIp === undefined || ['', '0.0.0.0', '::'].includes(hostIp);
