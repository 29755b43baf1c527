/**
 * `npm run cases [-- NAME…]`: asks docker compose what it makes of the projects in test/config-cases, and keeps the
 * answers for the tests, which need no docker compose. A name is a topic, a folder or `topic/title`.
 */
import { type ConfigCase, readCases, writeExpected } from '../test/config/cases/config-cases.js';
import { askDockerCompose } from './cases/ask-docker-compose.js';
import { findDockerCompose } from './cases/find-docker-compose.js';
import { withProjectFolder } from './cases/project-folder.js';

const wanted = process.argv.slice(2);
const isWanted = ({ name }: ConfigCase) =>
  wanted.length === 0 || wanted.some((part) => name === part || name.startsWith(`${part}/`));

const program = await findDockerCompose();
const cases = await readCases();
const counts = { accepted: 0, refused: 0 };
const results: Parameters<typeof writeExpected>[1][number][] = [];
for (const given of cases) {
  if (!isWanted(given)) {
    results.push(given);
    continue;
  }
  const expected = await withProjectFolder(given.input, () => askDockerCompose(program, given.request));
  counts['expected.json' in expected ? 'accepted' : 'refused'] += 1;
  results.push({ name: given.name, expected });
}
await writeExpected('docker-compose', results);
console.log(`${counts.accepted} accepted, ${counts.refused} refused`);
