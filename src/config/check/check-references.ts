import { closestName } from '../../diagnostics/closest-name.js';
import type { FileReference, Project, Service } from '../../model/project.js';
import { serviceOf } from '../complete/implied-dependencies.js';
import { child, entriesOf, type Node } from '../node.js';
import type { Path } from '../path.js';
import type { Report } from '../report.js';
import type { Locate } from './locate.js';

type Section = 'networks' | 'volumes' | 'configs' | 'secrets' | 'models';

interface Reference {
  readonly name: string;
  readonly path: Path;
}

/**
 * Everything an enabled service refers to has to be defined. What counts as defined is what is written, so that a
 * definition with a mistake in it is not told twice.
 */
export function checkReferences(project: Project, root: Node, locate: Locate, report: Report): void {
  for (const [name, service] of Object.entries(project.services)) {
    checkServices(name, service, project, locate, report);
    checkResources(name, service, root, locate, report);
  }
}

function checkServices(
  name: string,
  service: Service,
  project: Project,
  locate: Locate,
  report: Report,
): void {
  for (const reference of serviceReferences(name, service)) {
    if (Object.hasOwn(project.services, reference.name)) continue;
    const at = locate(reference.path);
    const place = at && { at };
    const disabled = Object.hasOwn(project.disabledServices, reference.name)
      ? project.disabledServices[reference.name]
      : undefined;
    if (disabled) {
      if (service.depends_on?.[reference.name]?.required === false) continue;
      report({
        code: 'disabled-service',
        severity: 'error',
        message: `services.${name} needs the service \`${reference.name}\`, which no active profile enables`,
        ...place,
        help: `add \`--profile ${disabled.profiles?.[0]}\`, or write \`required: false\` below \`depends_on\``,
      });
      continue;
    }
    report({
      code: 'undefined-reference',
      severity: 'error',
      message: `services.${name} refers to the service \`${reference.name}\`, which is not defined`,
      ...place,
      ...suggest(reference.name, serviceNames(project), 'define it below `services:`'),
    });
  }
}

function serviceNames(project: Project): string[] {
  return [...Object.keys(project.services), ...Object.keys(project.disabledServices)];
}

/** One for each name, at the place that says most: a link or namespace rather than the dependency implied by it. */
function serviceReferences(name: string, service: Service): Reference[] {
  const paths = new Map<string, Path>();
  const add = (target: string | undefined, ...path: Path) => {
    if (target !== undefined && !paths.has(target)) paths.set(target, ['services', name, ...path]);
  };
  for (const [index, link] of (service.links ?? []).entries()) add(link.split(':', 1)[0], 'links', index);
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const)
    add(serviceOf(service[key]), key);
  for (const [index, source] of (service.volumes_from ?? []).entries()) {
    if (!source.startsWith('container:')) add(source.split(':', 1)[0], 'volumes_from', index);
  }
  for (const [key, context] of Object.entries(service.build?.additional_contexts ?? {}))
    add(serviceOf(context), 'build', 'additional_contexts', key);
  for (const target of Object.keys(service.depends_on ?? {})) add(target, 'depends_on', target);
  return [...paths].map(([target, path]) => ({ name: target, path }));
}

function checkResources(name: string, service: Service, root: Node, locate: Locate, report: Report): void {
  for (const section of ['networks', 'volumes', 'configs', 'secrets', 'models'] as const) {
    const defined = entriesOf(child(root, section));
    for (const reference of resourceReferences(name, service, section)) {
      if (defined.has(reference.name)) continue;
      const at = locate(reference.path);
      report({
        code: 'undefined-reference',
        severity: 'error',
        message: `services.${name} refers to the ${section.slice(0, -1)} \`${reference.name}\`, which is not defined`,
        ...(at && { at }),
        ...suggest(reference.name, defined.keys(), definition(section, reference.name)),
      });
    }
  }
}

function resourceReferences(name: string, service: Service, section: Section): Reference[] {
  const path = (key: string | number): Path => ['services', name, section, key];
  switch (section) {
    case 'networks':
      return Object.keys(service.networks ?? {})
        .filter((key) => key !== 'default')
        .map((key) => ({ name: key, path: path(key) }));
    case 'volumes':
      return (service.volumes ?? []).flatMap(({ type, source }, index) =>
        type === 'volume' && source !== undefined && source !== ''
          ? [{ name: source, path: path(index) }]
          : [],
      );
    case 'configs':
      return fileReferences(service.configs, path);
    case 'secrets':
      return [
        ...fileReferences(service.secrets, path),
        ...fileReferences(service.build?.secrets, (key) => ['services', name, 'build', 'secrets', key]),
      ];
    case 'models':
      return Object.keys(service.models ?? {}).map((key) => ({ name: key, path: path(key) }));
    default:
      return section satisfies never;
  }
}

function fileReferences(
  references: readonly FileReference[] | undefined,
  path: (index: number) => Path,
): Reference[] {
  return (references ?? []).map(({ source }, index) => ({ name: source, path: path(index) }));
}

/** The lines to be added at the left margin. */
function definition(section: Section, name: string): string {
  if (section === 'volumes' && name.includes('/'))
    return `is a folder meant? Begin its path with \`./\`: \`./${name}\``;
  const content = section === 'secrets' || section === 'configs' ? `\n    file: ./${name}` : '';
  return `define it at the left margin:\n${section}:\n  ${name}:${section === 'models' ? '\n    model: …' : content}`;
}

function suggest(name: string, known: Iterable<string>, otherwise: string): { readonly help: string } {
  const meant = closestName(name, known);
  return { help: meant === undefined ? otherwise : `did you mean \`${meant}\`?` };
}
