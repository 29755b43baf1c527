import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { displayedPorts, sortPorts } from './displayed-ports.js';
import { createdAgo, ellipsis, type PsOptions, quotedCommand } from './ps-table.js';

const mountNameLength = 15;

/** One JSON object per line with the keys of `docker compose ps --format json`, which scripts and IDEs read. */
export function renderPsJson(containers: readonly ObservedContainer[], options: PsOptions): string {
  return containers.map((container) => `${JSON.stringify(psEntry(container, options))}\n`).join('');
}

/** With the names that scripts and IDEs read. */
export function psEntry(container: ObservedContainer, { now, noTruncate }: PsOptions) {
  const { id, name, labels, mounts } = container;
  const sources = mounts.map((mount) => mount.name ?? mount.source ?? '').filter((source) => source !== '');
  return {
    Command: quotedCommand(container, noTruncate),
    CreatedAt: goTime(container.createdAt),
    ExitCode: container.exitCode ?? 0,
    Health: container.health ?? '',
    ID: noTruncate ? id : id.slice(0, 12),
    Image: container.image,
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(','),
    LocalVolumes: String(mounts.filter(({ type }) => type === 'volume').length),
    Mounts: sources.map((source) => (noTruncate ? source : ellipsis(source, mountNameLength))).join(','),
    Name: name,
    Names: name,
    Networks: container.networks
      .map((network) => network.name)
      .sort()
      .join(','),
    Ports: displayedPorts(container.ports),
    Project: labels[label.project] ?? '',
    Publishers: sortPorts(container.ports).map(({ hostIp, target, published, protocol }) => ({
      URL: hostIp ?? '',
      TargetPort: target,
      PublishedPort: published ?? 0,
      Protocol: protocol,
    })),
    RunningFor: createdAgo(container, now),
    Service: labels[label.service] ?? '',
    // The engine measures sizes only when asked to, which takes long; docker compose does not ask either.
    Size: '0B',
    State: container.state,
    Status: container.statusText,
  };
}

/** The form in which Go prints a time, always in UTC so that the output does not depend on the machine. */
const goTime = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
