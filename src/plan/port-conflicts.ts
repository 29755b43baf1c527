import { isIPv4, isIPv6 } from 'node:net';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Port } from '../model/project.js';
import { isJob } from './is-job.js';
import type { PlannedServices } from './planned.js';
import type { UpInput } from './up-options.js';

interface Claim {
  readonly service: string;
  readonly hostIp: string;
}

/**
 * Ports of the host that two containers of this plan would have to hold at the same time: the engine would refuse the
 * second one, when the first is already there. Ranges and ports that the engine picks give way, and so does a job that
 * others wait for to end.
 */
export function portConflicts(input: UpInput, planned: PlannedServices): readonly Diagnostic[] {
  const { project } = input.selection;
  const claims = new Map<string, Claim[]>();
  const diagnostics: Diagnostic[] = [];
  for (const [service, slots] of planned) {
    const { ports = [], network_mode } = project.services[service] ?? {};
    if (isJob(input, service) || network_mode === 'host') continue;
    for (const [index, port] of ports.entries()) {
      const key = fixedPort(port);
      if (key === undefined) continue;
      const held = claims.get(key) ?? [];
      const own = { service, hostIp: port.host_ip ?? '' };
      const rival = slots.length > 1 ? own : held.find((claim) => overlap(claim, own));
      if (slots.length > 0) claims.set(key, [...held, own]);
      if (rival === undefined) continue;
      const at = input.locate(['services', service, 'ports', index]);
      diagnostics.push({
        code: 'port-in-use',
        severity: 'error',
        message:
          rival.service === service && slots.length > 1
            ? `${service} cannot have ${slots.length} containers that all publish port ${key}`
            : `${rival.service} and ${service} cannot both publish port ${key}`,
        ...(at && { at }),
        help: 'publish another port, a range (`8000-8009:80`), or leave the port of the host to the engine (`"80"`)',
      });
    }
  }
  return diagnostics;
}

/** `8080/tcp`; undefined when the engine has a choice. */
function fixedPort({ published, protocol = 'tcp' }: Port): string | undefined {
  return published !== undefined && /^[1-9]\d*$/.test(published)
    ? `${published}/${protocol.toLowerCase()}`
    : undefined;
}

/** An address of all interfaces takes the port on each of them that is of its kind; no address is one of both kinds. */
const overlap = ({ hostIp: left }: Claim, { hostIp: right }: Claim): boolean =>
  left === right || covers(left, right) || covers(right, left);

const covers = (all: string, one: string): boolean =>
  all === '' || (all === '0.0.0.0' && isIPv4(one)) || (all === '::' && isIPv6(one));
