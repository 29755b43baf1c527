import { repositoryRoot } from '../build/repository.js';
import { begin, commandsTable, end } from './commands-table.js';

export const compatibilityPath = `${repositoryRoot}/docs/compatibility.md`;

/** The page as it is written by hand, with the table that is made from the definitions. */
export function withCommandsTable(page: string): string {
  const [before, , after] = page.split(/<!-- Made by `npm run docs`\. -->[\s\S]*?(<!-- Up to here\. -->)/);
  if (before === undefined || after === undefined)
    throw new Error('docs/compatibility.md has no place for the table');
  return `${before}${begin}\n\n${commandsTable()}\n${end}${after}`;
}
