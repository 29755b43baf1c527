import { expect, it } from 'vitest';
import { withoutBooleanValues } from '../../src/cli/boolean-values.js';
import { createProgram } from '../../src/cli/program.js';

const program = createProgram(async () => {});
const given = (line: string): string => withoutBooleanValues(line.split(' '), program).join(' ');

it('takes values of options that have none, as scripts for docker compose give them', () => {
  expect(given('up --wait=true --build=false -d')).toBe('up --wait -d');
  expect(given('attach --sig-proxy=false web')).toBe('attach --no-sig-proxy web');
  expect(given('--dry-run=true down')).toBe('--dry-run down');
});

it('leaves values alone where an option has one', () => {
  expect(given('up --menu=false')).toBe('up --menu=false');
  expect(given('-p down up --wait=true')).toBe('-p down up --wait');
});

it('leaves alone what is for another program', () => {
  expect(given('exec -u root web tool --rm=true')).toBe('exec -u root web tool --rm=true');
  expect(given('run --rm=true web tool --rm=true')).toBe('run --rm web tool --rm=true');
  expect(given('run web -- --rm=true')).toBe('run web -- --rm=true');
});

it('an option whose value may be left out does not take the next word for it', () => {
  expect(given('up --isolated web')).toBe('up --isolated=. web');
  expect(given('--isolated up')).toBe('--isolated=. up');
  expect(given('up --isolated=one web')).toBe('up --isolated=one web');
  expect(given('run web tool --isolated')).toBe('run web tool --isolated');
});
