import type { ProjectOnEngine } from '../events/answer.js';
import { renderTable } from './table.js';

const layout = { minimumWidth: 20 };

export const renderProjectsTable = (projects: readonly ProjectOnEngine[]): string =>
  renderTable(
    ['NAME', 'STATUS', 'CONFIG FILES'],
    projects.map((project) => [project.name, statusOf(project), project.configFiles.join(',')]),
    layout,
  );

/** One array, as docker compose prints it. */
export const renderProjectsJson = (projects: readonly ProjectOnEngine[]): string =>
  `${JSON.stringify(
    projects.map((project) => ({
      Name: project.name,
      Status: statusOf(project),
      ConfigFiles: project.configFiles.join(','),
    })),
  )}\n`;

/** `exited(1), running(2)` */
const statusOf = ({ states }: ProjectOnEngine): string =>
  states.map(([state, count]) => `${state}(${count})`).join(', ');
