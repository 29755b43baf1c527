import { label } from '../model/labels.js';
import type { Build, Project, Service } from '../model/project.js';
import type { Operation } from './plan.js';

/** The reference of the image a service runs: its own, or the one its build makes. */
export const imageOf = (project: Project, service: Service): string =>
  service.image ?? [project.name, service.name].join(project.separator ?? '-');

export interface BuildInput {
  readonly selection: { readonly project: Project };
  /** Version of this program, for labels. */
  readonly version: string;
}

export const buildOperation = (
  { selection: { project }, version }: BuildInput,
  service: Service,
  build: Build,
): Operation => ({
  kind: 'build-image',
  image: imageOf(project, service),
  service: service.name,
  build,
  labels: { [label.project]: project.name, [label.service]: service.name, [label.version]: version },
});

export const pullOperation = (service: Service, image: string): Operation => ({
  kind: 'pull-image',
  image,
  service: service.name,
  ...(service.platform === undefined ? {} : { platform: service.platform }),
});
