import type { Command, Option } from 'commander';
import { takesNextWord } from './command-word.js';

/**
 * Command lines that were written for docker compose give options without a value one all the same: `--rm=true`,
 * `--menu=false`. Gives them as commander takes them. So are options whose value may be left out, of which commander
 * would take the next word for the value. What is for another program is left as it is.
 *
 * @param words without those for Node.js and this program
 */
export function withoutBooleanValues(words: readonly string[], program: Command): readonly string[] {
  let command = program;
  const result: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return [...result, ...words.slice(index)];
    if (!word.startsWith('-') || word === '-') {
      const next = command.commands.find(
        (candidate) => candidate.name() === word || candidate.aliases().includes(word),
      );
      if (next === undefined && passesThrough(command)) return [...result, ...words.slice(index)];
      command = next ?? command;
      result.push(word);
      continue;
    }
    result.push(...withoutBooleanValue(withoutLooseValue(word, command.options), command.options));
    // What follows is no command and no argument, whatever it looks like.
    if (takesNextWord(word, command.options) && index + 1 < words.length) {
      index += 1;
      result.push(words[index] ?? '');
    }
  }
  return result;
}

/** An option whose value may be left out has none unless it is written as `--option=value`. */
function withoutLooseValue(word: string, options: readonly Option[]): string {
  const preset = options.find(({ long, optional }) => long === word && optional)?.presetArg;
  return typeof preset === 'string' ? `${word}=${preset}` : word;
}

function withoutBooleanValue(word: string, options: readonly Option[]): readonly string[] {
  const [, name = '', value] = /^--([A-Za-z-]+)=(true|false|t|f|1|0)$/i.exec(word) ?? [];
  if (value === undefined) return [word];
  const positive = options.find(({ long }) => long === `--${name}`);
  const negative = options.find(({ long }) => long === `--no-${name}`);
  if ((positive === undefined && negative === undefined) || positive?.required || positive?.optional)
    return [word];
  const isOn = /^[t1]/i.test(value);
  // What is off anyway needs no option, and `--no-…` may say more than that.
  const isOnAnyway = positive === undefined || positive.defaultValue === true || positive.hidden;
  const chosen = isOn ? positive : isOnAnyway ? negative : undefined;
  return chosen?.long == null ? [] : [chosen.long];
}

/** Commander keeps to itself whether it was told. */
const passesThrough = (command: Command): boolean => Reflect.get(command, '_passThroughOptions') === true;
