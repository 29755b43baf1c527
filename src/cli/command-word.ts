import type { Command, Option } from 'commander';

/** The first word that is neither an option nor the value of one; undefined when there is none. */
export function commandWord(words: readonly string[], { options }: Command): string | undefined {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return word;
    if (takesNextWord(word, options)) index += 1;
  }
  return undefined;
}

/** Whether what follows an option is its value. */
export const takesNextWord = (word: string, options: readonly Option[]): boolean =>
  options.some(
    ({ short, long, required }) =>
      required && (word === long || (short != null && endsWithFlag(word, short))),
  );

/** `-Tu` is `-T -u`; `-uroot` has its value already. */
const endsWithFlag = (word: string, short: string): boolean =>
  /^-[A-Za-z]+$/.test(word) && word.at(-1) === short.at(1);
