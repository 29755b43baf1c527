import { label } from '../model/labels.js';
import type { ObservedContainer } from '../model/observed.js';
import { displayedPorts } from './displayed-ports.js';
import { humanDuration } from './human-duration.js';
import { renderTable } from './table.js';

const headers = ['NAME', 'IMAGE', 'COMMAND', 'SERVICE', 'CREATED', 'STATUS', 'PORTS'];

export interface PsOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Commands as long as they are. */
  readonly noTruncate: boolean;
}

/** The table of `ps`, in the columns of docker compose. */
export function renderPsTable(containers: readonly ObservedContainer[], options: PsOptions): string {
  return renderTable(
    headers,
    containers.map((container) => [
      container.name,
      container.image,
      quotedCommand(container, options.noTruncate),
      container.labels[label.service] ?? '',
      createdAgo(container, options.now),
      container.statusText,
      displayedPorts(container.ports),
    ]),
  );
}

const commandLength = 20;

export function quotedCommand({ command }: ObservedContainer, noTruncate: boolean): string {
  return JSON.stringify(noTruncate ? command : ellipsis(command, commandLength));
}

export const createdAgo = ({ createdAt }: ObservedContainer, now: number): string =>
  `${humanDuration(now / 1000 - createdAt)} ago`;

export function ellipsis(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}
