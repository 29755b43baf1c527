import { expect, it } from 'vitest';
import { completionOf } from '../../../src/cli/completion/completion-of.js';
import { createProgram } from '../../../src/cli/program.js';

const program = createProgram(async () => {});
const of = (line: string) => completionOf(program, line.split(' '));
const wanted = (line: string) => of(line).wanted;
const offered = (line: string): readonly string[] => {
  const answer = wanted(line);
  return answer.kind === 'words' ? answer.words.map(({ word }) => word) : [answer.kind];
};

it('where a command is to come, it is commands, without those that are hidden', () => {
  expect(offered('')).toEqual(expect.arrayContaining(['up', 'down', 'completion']));
  expect(offered('-p shop --ansi never ')).toContain('up');
  expect(offered('')).not.toContain('__complete');
});

it('options are those of the command', () => {
  expect(offered('up --')).toContain('--wait');
  expect(offered('-')).toContain('--project-name');
  expect(offered('ps -')).not.toContain('--wait');
});

it('values are the choices of their option, files, services or profiles', () => {
  expect(offered('--ansi ')).toEqual(['auto', 'never', 'always']);
  expect(of('--ansi=')).toMatchObject({ prefix: '--ansi=', wanted: { kind: 'words' } });
  expect(wanted('-f ')).toEqual({ kind: 'files' });
  expect(wanted('up --scale ')).toMatchObject({ kind: 'services' });
  expect(wanted('--profile ')).toEqual({ kind: 'profiles' });
  expect(wanted('up --timeout ')).toEqual({ kind: 'nothing' });
});

it('operands are services, each once, until there is no place for more', () => {
  expect(wanted('up -d web ')).toEqual({ kind: 'services', except: ['web'] });
  expect(wanted('logs --since 1h ')).toMatchObject({ kind: 'services' });
  expect(wanted('explain web ')).toEqual({ kind: 'nothing' });
  expect(offered('completion ')).toEqual(['bash', 'zsh', 'fish', 'pwsh']);
});

it('which project it is about is known from what stands before', () => {
  expect([...of('-f a.yaml --file=b.yaml -p shop up ').given]).toEqual([
    ['file', ['a.yaml', 'b.yaml']],
    ['projectName', ['shop']],
  ]);
});
