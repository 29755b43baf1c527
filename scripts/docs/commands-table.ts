import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';
import { composeCommands, notes } from './compose-commands.js';
import { table } from './table.js';

/** Around the part of docs/compatibility.md that is made from the definitions. */
export const begin = '<!-- Made by `npm run docs`. -->';
export const end = '<!-- Up to here. -->';

/**
 * Every command and option of docker compose, and what becomes of it here. Throws when one is missing without a
 * reason, or when something is noted about what there is not.
 */
export function commandsTable(): string {
  const program = createProgram(async () => {});
  const used = new Set<string>();
  const rows = Object.entries(composeCommands).flatMap(([name, options]) => {
    const own = name === '' ? program : findCommand(program, name);
    const noted = notes[name];
    if (noted !== undefined) used.add(name);
    if (own === undefined) {
      if (noted?.kind !== 'absent') throw new Error(`there is no command ${name}, and no reason for that`);
      return [[`\`${name}\``, 'not there', noted.text]];
    }
    const others = optionRows(
      name,
      own,
      options.split(' ').filter((option) => option !== ''),
      used,
    );
    const names = others.same.map((option) => `\`--${option}\``).join(' ');
    return [
      [
        name === '' ? 'before the command' : `\`${name}\``,
        noted === undefined ? 'same' : 'better',
        noted?.text ?? '',
      ],
      ...(others.same.length === 0 ? [] : [['', 'same', names]]),
      ...others.rows,
      ...newRows(own, options.split(' ')),
    ];
  });
  const unused = Object.keys(notes).filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`something is noted about what there is not: ${unused.join(', ')}`);
  const ours = program.commands
    .filter((command) => !(command.name() in composeCommands) && isShown(command))
    .map((command) => [`\`${command.name()}\``, 'new', command.description()]);
  return [...table(['command', 'here', 'what'], [...rows, ...ours]), ''].join('\n');
}

function optionRows(name: string, own: Command, options: readonly string[], used: Set<string>) {
  const same: string[] = [];
  const rows: string[][] = [];
  for (const option of options) {
    const key = name === '' ? `--${option}` : `${name} --${option}`;
    const noted = notes[key];
    if (noted !== undefined) used.add(key);
    const isThere = longNames(own).includes(`--${option}`);
    if (noted === undefined && isThere) same.push(option);
    else if (noted === undefined || (noted.kind === 'better') !== isThere) {
      // What buildx does is understood, and refused with the reason.
      if (noted?.kind !== 'absent') throw new Error(`${key} is not there, and there is no reason for that`);
      rows.push(['', 'not there', `\`--${option}\`: ${noted.text}`]);
    } else
      rows.push(['', noted.kind === 'better' ? 'better' : 'not there', `\`--${option}\`: ${noted.text}`]);
  }
  return { same, rows };
}

/** Those that docker compose does not have. */
function newRows(own: Command, options: readonly string[]): string[][] {
  const names = own.options
    .filter(({ hidden, long }) => !hidden && long !== '--dry-run')
    .map(({ long }) => long ?? '')
    .filter((long) => !options.includes(long.slice(2)) && !opposites(options).includes(long));
  return names.length === 0 ? [] : [['', 'new', names.map((long) => `\`${long}\``).join(' ')]];
}

/** `--no-x` where docker compose writes `--x=false`. */
const opposites = (options: readonly string[]): readonly string[] =>
  options.map((option) => `--no-${option}`);

const longNames = (command: Command): readonly string[] => command.options.flatMap(({ long }) => long ?? []);

const findCommand = (program: Command, name: string): Command | undefined =>
  program.commands.find((command) => command.name() === name);

/** Commander keeps to itself which commands its help leaves out. */
const isShown = (command: Command): boolean => Reflect.get(command, '_hidden') !== true;
