import { countedParts } from '../../model/counted.js';
import { label } from '../../model/labels.js';
import type { ObservedContainer, ObservedNetwork, ObservedVolume } from '../../model/observed.js';
import { isRunning, isSetAside } from '../../plan/container-target.js';
import type { Finding } from './finding.js';

interface Resources {
  /** Of all projects. */
  readonly containers: readonly ObservedContainer[];
  readonly networks: readonly ObservedNetwork[];
  readonly volumes: readonly ObservedVolume[];
  /** Whether a folder of a project is still there; undefined: it cannot be known from here. */
  readonly isFolderThere: (folder: string) => boolean | undefined;
}

/** What is on the engine and nobody works with any more. */
export function checkLeftovers({
  containers,
  networks,
  volumes,
  isFolderThere,
}: Resources): readonly Finding[] {
  const projectOf = ({ labels }: { readonly labels: Readonly<Record<string, string>> }) =>
    labels[label.project];
  const names = new Set([...containers, ...networks].flatMap((resource) => projectOf(resource) ?? []));
  const findings = [...names].sort().flatMap((name): readonly Finding[] => {
    const own = containers.filter((container) => projectOf(container) === name);
    const ownNetworks = networks.filter((network) => projectOf(network) === name);
    if (own.some(isRunning)) return setAside(own);
    const folder = own[0]?.labels[label.workingDir];
    const isDead = folder === undefined ? own.length === 0 : isFolderThere(folder) === false;
    if (!isDead) return setAside(own);
    const parts = countedParts({
      container: own.length,
      network: ownNetworks.length,
      volume: volumes.filter((volume) => projectOf(volume) === name).length,
    });
    const where = folder === undefined ? 'nothing of it runs' : `its folder ${folder} is gone`;
    return [
      {
        check: 'leftovers',
        verdict: 'warning',
        message: `project ${name} is left over: ${where}, and ${parts} remain`,
        help: `\`stack -p ${name} down\`, with \`-v\` to give up its data, too`,
      },
    ];
  });
  return findings.length > 0
    ? findings
    : [{ check: 'leftovers', verdict: 'fine', message: 'no project has left anything behind' }];
}

const setAside = (containers: readonly ObservedContainer[]): readonly Finding[] =>
  containers.filter(isSetAside).map(({ name, labels }) => ({
    check: 'leftovers',
    verdict: 'warning',
    message: `${name} was set aside by an update that was cut short`,
    help: `the next \`stack up\` of ${labels[label.project] ?? 'its project'} sees to it`,
  }));
