import { attributes, type Scenario } from '../scenario.js';

const files = { 'one.txt': 'one\n', 'two.txt': 'two\n' };

/** Configs and secrets. */
export const configScenarios: readonly Scenario[] = [
  attributes(
    'configs-file',
    {
      short: { configs: ['one'] },
      long: {
        configs: [
          { source: 'one', target: '/etc/one' },
          { source: 'two', target: 'relative' },
        ],
      },
      secret: { secrets: ['one'] },
      'secret-long': {
        secrets: [
          { source: 'one', target: 'renamed' },
          { source: 'two', target: '/abs/two' },
        ],
      },
      both: { configs: ['one'], secrets: ['two'] },
    },
    {
      configs: { one: { file: './one.txt' }, two: { file: './two.txt' } },
      secrets: { one: { file: './one.txt' }, two: { file: './two.txt' } },
    },
    { files },
  ),
  attributes(
    'configs-inline',
    { a: { configs: ['text', 'variable'], secrets: ['variable'] } },
    {
      configs: { text: { content: 'some text\n' }, variable: { environment: 'FROM_SHELL' } },
      secrets: { variable: { environment: 'FROM_SHELL' } },
    },
    { environment: { FROM_SHELL: 'shell' } },
  ),
];
