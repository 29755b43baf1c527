import type { Project, Service } from '../model/project.js';

/** The reference of the image a service runs: its own, or the one its build makes. */
export const imageOf = (project: Project, service: Service): string =>
  service.image ?? [project.name, service.name].join(project.separator ?? '-');
