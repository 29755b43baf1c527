import { describe, expect, test } from 'vitest';
import { positionAt } from '../../src/diagnostics/source.js';
import { accepted, load, loadText } from './load.js';

const text = `services:
  web:
    image: nginx
    depends_on: [db]
    environment:
      - A=1
    ports:
      - "80:80"
      - "90-91:90-91"
      - "80:80"
    volumes:
      - ./a:/a
  db:
    image: postgres
`;

describe('locate', () => {
  test.each([
    [['services', 'web'], '2:3'],
    [['services', 'web', 'image'], '3:12'],
    [['services', 'web', 'depends_on', 'db'], '4:18'],
    [['services', 'web', 'depends_on', 'db', 'condition'], '4:18'],
    [['services', 'web', 'environment', 'A'], '6:9'],
    [['services', 'web', 'ports', 0], '10:9'],
    [['services', 'web', 'ports', 2, 'target'], '9:9'],
    [['services', 'web', 'volumes', 0, 'source'], '12:9'],
    [['services', 'db', 'command'], '13:3'],
    [['networks', 'default'], '1:1'],
  ])('finds %j at %s', async (path, expected) => {
    const at = (await loadText(text)).locate(path);
    const { line, column } = positionAt(at?.source.text ?? '', at?.start ?? 0);
    expect(`${line}:${column}`).toBe(expected);
  });

  test('finds the file that had the last word', async () => {
    const { locate } = accepted(
      await load({
        '/project/compose.yaml': text,
        '/project/compose.override.yaml': 'services: { web: { image: x } }',
      }),
    );
    expect(locate(['services', 'web', 'image'])?.source.path).toBe('/project/compose.override.yaml');
    expect(locate(['services', 'web', 'ports', 0])?.source.path).toBe('/project/compose.yaml');
  });
});
