import type { FileObject, Network, Project, Volume } from '../../model/project.js';
import type { Report } from '../report.js';
import type { Locate } from './locate.js';

/** Rules about several attributes of a network, volume, config or secret at once. */
export function checkResources(project: Project, locate: Locate, report: Report): void {
  for (const [key, network] of Object.entries(project.networks))
    checkExternal('networks', key, network, 'warning');
  for (const [key, volume] of Object.entries(project.volumes)) checkExternal('volumes', key, volume, 'error');
  for (const section of ['configs', 'secrets'] as const) {
    for (const [key, object] of Object.entries(project[section])) checkContent(section, key, object);
  }

  /** What exists already cannot be given settings. docker compose lets those of networks pass. */
  function checkExternal(
    section: 'networks' | 'volumes',
    key: string,
    resource: Network | Volume,
    severity: 'error' | 'warning',
  ): void {
    if (resource.external !== true) return;
    for (const setting of Object.keys(resource)) {
      if (['name', 'external', 'ipam'].includes(setting)) continue;
      const at = locate([section, key, setting]);
      report({
        code: 'conflicting-attributes',
        severity,
        message: `${section}.${key} is external, so \`${setting}\` cannot have an effect`,
        ...(at && { at }),
        help: `remove \`external\` or \`${setting}\``,
      });
    }
  }

  function checkContent(section: 'configs' | 'secrets', key: string, object: FileObject): void {
    const ways = contentWays[section];
    const used = ways.filter((way) => object[way] !== undefined);
    if (used.length === 1 || (used.length === 0 && isElsewhere(section, object))) return;
    const at = locate(used[1] === undefined ? [section, key] : [section, key, used[1]]);
    const listed = ways.map((way) => `\`${way}\``).join(', ');
    report({
      code: used.length === 0 ? 'missing-key' : 'conflicting-attributes',
      severity: 'error',
      message:
        used.length === 0
          ? `${section}.${key} does not say where its content comes from: one of ${listed}, \`external\` is needed`
          : `${section}.${key} has ${used.map((way) => `\`${way}\``).join(' and ')}, which exclude each other`,
      ...(at && { at }),
      help: used.length === 0 ? `write \`file: ./${key}\`, for example` : 'keep one of them',
    });
  }
}

const contentWays = {
  configs: ['file', 'environment', 'content'],
  secrets: ['file', 'environment'],
} as const;

/** A config is taken to be on the engine as soon as `external` is there at all. */
function isElsewhere(section: 'configs' | 'secrets', { external }: FileObject): boolean {
  return section === 'configs' ? external !== undefined : external === true;
}
