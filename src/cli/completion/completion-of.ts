import type { Command, Option } from 'commander';

/** What could stand in the place of the last word of a command line. */
export interface Completion {
  readonly wanted: Wanted;
  /** Stands in the same word before what is completed, as `--scale=` does. */
  readonly prefix: string;
  /** Options before the command, by attribute: which project it is about. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

export type Wanted =
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  /** Names of services, but for those that are there already. */
  | { readonly kind: 'services'; readonly except: readonly string[] }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'files' }
  | { readonly kind: 'nothing' };

export interface Word {
  readonly word: string;
  readonly description: string;
}

/**
 * Reads a command line that is being written, by the definition of the commands. Pure.
 *
 * @param words all behind the name of the program; the last one is being completed, and may be empty
 */
export function completionOf(program: Command, words: readonly string[]): Completion {
  const current = words.at(-1) ?? '';
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  let command = program;
  let open: Option | undefined;
  let onlyOperands = false;
  for (const word of words.slice(0, -1)) {
    if (open !== undefined) {
      remember(given, open, word);
      open = undefined;
    } else if (onlyOperands || !word.startsWith('-') || word === '-') {
      const below = operands.length === 0 ? commandNamed(command, word) : undefined;
      if (below === undefined) operands.push(word);
      else command = below;
      // What follows a program to be run is for that program.
      onlyOperands ||= takesProgram(command, operands.length);
    } else if (word === '--') onlyOperands = true;
    else {
      const [flag = '', ...value] = word.split('=');
      const option = optionOf(command, flag);
      if (option === undefined || !takesValue(option)) continue;
      if (value.length === 0) open = option;
      else remember(given, option, value.join('='));
    }
  }
  if (open !== undefined) return { wanted: valuesOf(open, operands), prefix: '', given };
  if (!onlyOperands && current.startsWith('-')) {
    const end = current.indexOf('=');
    const option = end === -1 ? undefined : optionOf(command, current.slice(0, end));
    return option === undefined
      ? { wanted: flagsOf(command), prefix: '', given }
      : { wanted: valuesOf(option, operands), prefix: current.slice(0, end + 1), given };
  }
  return { wanted: operandsOf(command, operands), prefix: '', given };
}

function remember(given: Map<string, string[]>, option: Option, value: string): void {
  const name = option.attributeName();
  given.set(name, [...(given.get(name) ?? []), value]);
}

const commandNamed = (command: Command, name: string): Command | undefined =>
  command.commands.find((one) => one.name() === name || one.aliases().includes(name));

const optionOf = (command: Command, flag: string): Option | undefined =>
  command.options.find(({ short, long }) => flag === short || flag === long);

const takesValue = ({ required, optional }: Option): boolean => required || optional;

const takesProgram = ({ registeredArguments }: Command, count: number): boolean =>
  count > 0 && registeredArguments[count]?.name() === 'command';

function valuesOf(option: Option, operands: readonly string[]): Wanted {
  if (option.argChoices !== undefined) return words(option.argChoices);
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? '';
  if (option.attributeName() === 'profile') return { kind: 'profiles' };
  return byPlaceholder(placeholder, operands) ?? { kind: 'nothing' };
}

/** What names of arguments and values say about them. */
function byPlaceholder(placeholder: string, operands: readonly string[]): Wanted | undefined {
  if (/^service\b/.test(placeholder)) return { kind: 'services', except: operands };
  return /^(path|file|folder|dir)/.test(placeholder) ? { kind: 'files' } : undefined;
}

function operandsOf(command: Command, operands: readonly string[]): Wanted {
  const visible = command.createHelp().visibleCommands(command);
  if (operands.length === 0 && visible.length > 0) {
    return {
      kind: 'words',
      words: visible.map((one) => ({ word: one.name(), description: one.description() })),
    };
  }
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[operands.length] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return { kind: 'nothing' };
  if (argument.argChoices !== undefined) return words(argument.argChoices);
  return byPlaceholder(argument.name(), operands) ?? { kind: 'files' };
}

function flagsOf(command: Command): Wanted {
  const options = command.createHelp().visibleOptions(command);
  return {
    kind: 'words',
    words: options.flatMap(({ long, short, description }) => {
      const word = long ?? short;
      return word === undefined ? [] : [{ word, description }];
    }),
  };
}

const words = (all: readonly string[]): Wanted => ({
  kind: 'words',
  words: all.map((word) => ({ word, description: '' })),
});
