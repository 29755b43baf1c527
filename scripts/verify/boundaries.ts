/** `npm run boundaries`: who imports whom in src/, by the rules of .dependency-cruiser.cjs. */
import { createRequire } from 'node:module';
import { execa } from 'execa';
import { repositoryRoot } from '../build/repository.js';

interface Cruise {
  readonly modules: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

const configuration = `${repositoryRoot}/.dependency-cruiser.cjs`;
const canary = 'test/boundaries/canary';

const problems = [...(await problemsOfCanary()), ...(await problemsOfSources())];
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;

/** A tool that understands nothing finds nothing wrong, so each rule must find what was put there for it. */
async function problemsOfCanary(): Promise<readonly string[]> {
  const { violations } = await cruise(`${repositoryRoot}/${canary}`);
  const caught = new Set(violations.map(({ rule }) => rule));
  return ruleNames()
    .filter((rule) => !caught.has(rule))
    .map((rule) => `rule ${rule} did not catch the violation of it in ${canary}`);
}

async function problemsOfSources(): Promise<readonly string[]> {
  const { modules, violations } = await cruise(repositoryRoot);
  if (modules === 0) return ['0 modules of src/ were checked: the check itself is broken'];
  process.stdout.write(`${modules} modules checked\n`);
  return violations.map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`);
}

async function cruise(folder: string): Promise<Cruise> {
  const { stdout } = await execa('depcruise', ['--config', configuration, '--output-type', 'json', 'src'], {
    cwd: folder,
    localDir: repositoryRoot,
    preferLocal: true,
    timeout: 120_000,
    // It ends with the number of violations; these are in the report too.
    reject: false,
  });
  const report: unknown = JSON.parse(stdout);
  const summary = field(report, 'summary');
  const violations = field(summary, 'violations');
  if (!Array.isArray(violations)) throw new Error('depcruise gave a report without violations');
  const sources = array(field(report, 'modules')).filter((one) =>
    String(field(one, 'source')).startsWith('src/'),
  );
  return {
    modules: sources.length,
    violations: violations.map((one) => ({
      rule: String(field(field(one, 'rule'), 'name')),
      from: String(field(one, 'from')),
      to: String(field(one, 'to')),
    })),
  };
}

function ruleNames(): readonly string[] {
  const rules: unknown = createRequire(import.meta.url)(configuration);
  return array(field(rules, 'forbidden')).map((rule) => String(field(rule, 'name')));
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
