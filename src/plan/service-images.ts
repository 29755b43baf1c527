import { withContextServices } from '../graph/build-contexts.js';
import type { Selection } from '../graph/select-services.js';
import type { Project, Service } from '../model/project.js';
import type { Operation } from './plan.js';

/** The reference of the image a service runs: its own, or the one its build makes. */
export const imageOf = (project: Project, service: Service): string =>
  service.image ?? [project.name, service.name].join(project.separator ?? '-');

/** Services, each image once; one that builds speaks for those that only use the result. */
export function servicesByImage(project: Project, names: Iterable<string>): ReadonlyMap<string, Service> {
  const byImage = new Map<string, Service>();
  for (const name of [...names].sort()) {
    const service = project.services[name];
    if (service === undefined) continue;
    const image = imageOf(project, service);
    if (!byImage.has(image) || service.build !== undefined) byImage.set(image, service);
  }
  return byImage;
}

/** References of all images that a command on these services may have to do with. */
export const imagesOfServices = ({
  project,
  services,
}: Pick<Selection, 'project' | 'services'>): readonly string[] => [
  ...servicesByImage(project, withContextServices(project, services)).keys(),
];

export const pullOperation = (service: Service, image: string): Operation => ({
  kind: 'pull-image',
  image,
  service: service.name,
  ...(service.platform === undefined ? {} : { platform: service.platform }),
});
