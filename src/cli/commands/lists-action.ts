import { listImages } from '../../app/list-images.js';
import { listProjects } from '../../app/list-projects.js';
import { listVolumes } from '../../app/list-volumes.js';
import { port, publishedPorts } from '../../app/port.js';
import { top } from '../../app/top.js';
import { portAddress } from '../../events/port-variables.js';
import { formatList, listFormat } from '../../report/format/format-list.js';
import { renderImagesJson, renderImagesTable } from '../../report/images-view.js';
import { lines } from '../../report/lines.js';
import { renderPortsEnv, renderPortsJson, renderPortsTable } from '../../report/ports-text.js';
import { renderProjectsJson, renderProjectsTable } from '../../report/projects-view.js';
import { renderTop } from '../../report/top-table.js';
import { volumesView } from '../../report/volumes-view.js';
import type { Action } from '../run-action.js';
import { answer } from './answer.js';

interface ListFlags {
  readonly quiet?: boolean;
}

export interface ImagesFlags extends ListFlags {
  readonly format: 'table' | 'json';
}

export const imagesAction = (services: readonly string[], { format, quiet }: ImagesFlags): Action => ({
  run: (session) =>
    answer(session, listImages(session.runtime, { project: session.request, services }), (images) => {
      if (quiet === true) return lines(new Set(images.map(({ image }) => image.id.replace(/^sha256:/, ''))));
      return format === 'json' ? renderImagesJson(images) : renderImagesTable(images, Date.now());
    }),
});

export interface LsFlags extends ListFlags {
  readonly all?: boolean;
  readonly filter?: readonly string[];
  readonly format: 'table' | 'json';
}

export const lsAction = ({ all = false, filter = [], format, quiet }: LsFlags): Action => ({
  run: (session) =>
    answer(session, listProjects(session.runtime, { all }), (all) => {
      const projects = all.filter(
        ({ name }) => filter.length === 0 || filter.some((each) => matches(name, each)),
      );
      if (quiet === true) return lines(projects.map(({ name }) => name));
      return format === 'json' ? renderProjectsJson(projects) : renderProjectsTable(projects);
    }),
});

export interface PortFlags {
  readonly index?: number;
  readonly protocol: string;
}

export const portAction = (service: string, target: number, { index, protocol }: PortFlags): Action => ({
  run: (session) => {
    const which = index === undefined ? {} : { index };
    const request = { project: session.request, service, target, protocol, ...which };
    return answer(session, port(session.runtime, request), ({ hostIp, published = 0 }) =>
      lines([portAddress({ published, ...(hostIp === undefined ? {} : { hostIp }) })]),
    );
  },
});

export interface PortsFlags {
  readonly json?: boolean;
  readonly env?: boolean;
}

export const portsAction = (services: readonly string[], { json, env }: PortsFlags): Action => ({
  run: (session) =>
    answer(session, publishedPorts(session.runtime, { project: session.request, services }), (ports) => {
      if (env === true) return renderPortsEnv(ports);
      return json === true ? renderPortsJson(ports) : renderPortsTable(ports);
    }),
});

export const topAction = (services: readonly string[]): Action => ({
  run: (session) => answer(session, top(session.runtime, { project: session.request, services }), renderTop),
});

export interface VolumesFlags extends ListFlags {
  readonly format: string;
}

export const volumesAction = (services: readonly string[], { format, quiet }: VolumesFlags): Action => ({
  run: (session) =>
    answer(session, listVolumes(session.runtime, { project: session.request, services }), (volumes) =>
      quiet === true
        ? lines(volumes.map(({ name }) => name))
        : formatList(volumes, listFormat(format), volumesView),
    ),
});

/** `name=PATTERN`: a part of the name, or a regular expression. */
function matches(name: string, filter: string): boolean {
  const pattern = filter.replace(/^name=/, '');
  if (name.includes(pattern)) return true;
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return false;
  }
}
