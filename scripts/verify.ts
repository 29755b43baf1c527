/**
 * `npm run verify` (and `npm test`): everything that must hold before a change lands. All steps run, also after
 * one that failed, except those that make no sense without it. The last line counts the tests.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { runTests } from './verify/run-tests.js';
import { notRun, runTool, type StepOutcome } from './verify/step.js';
import { renderSummary } from './verify/summary.js';

interface Step {
  readonly name: string;
  /** Runs on what `build` makes. */
  readonly needsBuild?: true;
  readonly run: (reports: string) => Promise<boolean | Awaited<ReturnType<typeof runTests>>>;
}

const steps: readonly Step[] = [
  // First, because the validators it generates are imported by what the other steps look at.
  { name: 'build', run: () => runTool('tsx', ['scripts/build.ts']) },
  { name: 'format and lint', run: () => runTool('biome', ['check', '--error-on-warnings']) },
  { name: 'types', run: () => runTool('tsc', []) },
  { name: 'boundaries', run: () => runTool('tsx', ['scripts/verify/boundaries.ts']) },
  { name: 'dead code', run: () => runTool('knip', []) },
  { name: 'unit tests', run: (reports) => runTests('unit', reports) },
  { name: 'engine tests', needsBuild: true, run: (reports) => runTests('engine', reports) },
  { name: 'package test', needsBuild: true, run: (reports) => runTests('package', reports) },
];

const reports = await mkdtemp(`${tmpdir()}/stack-verify-`);
const outcomes: StepOutcome[] = [];
try {
  for (const step of steps) outcomes.push(await runStep(step));
} finally {
  await rm(reports, { recursive: true, force: true });
}
process.stdout.write(renderSummary(outcomes));
if (outcomes.some(({ result }) => result !== 'ok')) process.exitCode = 1;

async function runStep({ name, needsBuild, run }: Step): Promise<StepOutcome> {
  const unbuilt = outcomes.some((earlier) => earlier.name === 'build' && earlier.result !== 'ok');
  if (needsBuild && unbuilt) return notRun(name, 'the build failed');
  process.stdout.write(`\n== ${name}\n`);
  const begin = performance.now();
  const outcome = await run(reports);
  const seconds = (performance.now() - begin) / 1000;
  if (typeof outcome !== 'boolean') return { name, seconds, ...outcome };
  return { name, seconds, result: outcome ? 'ok' : 'failed', note: '', passedTests: 0, failedTests: 0 };
}
