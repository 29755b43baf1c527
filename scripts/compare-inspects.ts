/**
 * `npm run compare-inspects [-- --only TEXT] [-- --adopt]`: the same files and commands with docker compose and with this checkout's
 * `stack`, one after the other on one engine, and where the containers, networks and volumes differ that they leave
 * after every step; with `--adopt`, whether either replaces what the other has made of the same file. Needs DOCKER_HOST or a default engine, and `docker compose`.
 */
import { parseArgs } from 'node:util';
import { compareScenario, replacedByOther } from './compare-inspects/compare-scenario.js';
import { makeImages } from './compare-inspects/images.js';
import { scenarios } from './compare-inspects/scenarios.js';
import { DaemonInspector } from './compare-inspects/snapshot.js';
import { findEngine } from './engine/find-engine.js';
import { sayOnStderr } from './engine/say.js';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, adopt: { type: 'boolean', default: false } },
});
const { found, tried } = await findEngine(process.env);
if (found === undefined) throw new Error(`no engine:\n${tried.join('\n')}`);

await makeImages(found.address, sayOnStderr);
const inspector = new DaemonInspector(found.address);
let compared = 0;
let differing = 0;
for (const scenario of scenarios) {
  if (!scenario.name.includes(values.only)) continue;
  compared += 1;
  if (values.adopt) {
    const replaced = await replacedByOther(scenario, inspector, found.host);
    if (replaced.length > 0) differing += 1;
    process.stdout.write(
      [`${replaced.length === 0 ? 'kept' : 'REPLACED'}  ${scenario.name}`, ...replaced].join('\n  '),
    );
    process.stdout.write('\n');
    continue;
  }
  const { differences, refused } = await compareScenario(scenario, inspector, found.host);
  if (differences.some(({ reason }) => reason === undefined)) differing += 1;
  process.stdout.write(`${differences.length === 0 ? 'equal' : 'DIFFERS'}  ${scenario.name}\n`);
  for (const { step, path, compose, stack, reason } of differences) {
    const meant = reason === undefined ? '' : `  (${reason})`;
    process.stdout.write(
      `  ${step}: ${path}${meant}\n    docker compose: ${compose}\n    stack:          ${stack}\n`,
    );
  }
  for (const { step, compose, stack } of refused) {
    process.stdout.write(`  ${step}: both fail\n${problems(compose)}${problems(stack)}`);
  }
}
process.stdout.write(`${compared} scenarios, ${compared - differing} without an unexplained difference\n`);
process.exitCode = differing === 0 ? 0 : 1;

/** What is not progress. */
function problems(said: string): string {
  return said
    .split('\n')
    .filter((line) => !/^ (Container|Network|Volume) |^ *\d* *\||^ *$/.test(line))
    .map((line) => `    ${line}\n`)
    .join('');
}
