import { expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.js';

const run = async () => {};
const namesOf = (words?: readonly string[]) =>
  createProgram(run, words).commands.flatMap((command) => [command.name(), ...command.aliases()]);

it('defines every command that is named, with or without options before it', () => {
  for (const name of namesOf()) {
    expect(namesOf([name])).toContain(name);
    expect(namesOf(['-p', 'down', '--ansi=never', name, 'up'])).toContain(name);
  }
});

it('defines all where none is named, or one that there is not, so that help and suggestions know them', () => {
  const all = namesOf();
  for (const words of [[], ['--help'], ['help', 'up'], ['upp'], ['-p', 'up'], ['__complete', 'up']])
    expect(namesOf(words)).toEqual(all);
  expect(namesOf(['up']).length).toBeLessThan(all.length);
});
