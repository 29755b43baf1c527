import { config, writtenConfig } from '../../app/config.js';
import { explainValue } from '../../app/explain-value.js';
import type { Outcome } from '../../app/outcome.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { diagnosticToJson } from '../../diagnostics/diagnostic-json.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action, Session } from '../run-action.js';
import { type ConfigFlags, leftOut, printed } from './config-flags.js';
import { configText, writtenText } from './config-text.js';
import { explanationJson } from './explanation-json.js';
import { explanationText } from './explanation-text.js';
import { writeOutput } from './write-output.js';

export const configAction = (services: readonly string[], flags: ConfigFlags): Action => ({
  run: async (session) => {
    if (flags.diagnostics === 'json') return printDiagnostics(session, services, flags);
    const outcome = await evaluate(session, services, flags);
    if (outcome.kind !== 'succeeded' || flags.quiet === true) return session.exitCode(outcome);
    const text = outcome.value();
    if (flags.output === undefined) session.print(text);
    else if (!(await writeOutput(session, flags.output, text))) return codes.failure;
    return session.exitCode(outcome);
  },
});

type Evaluating = Pick<Session, 'runtime' | 'request' | 'color'>;

/** Made only where it is shown: for a check alone it would take as long as all the rest. */
type Text = () => string;

async function evaluate(
  session: Evaluating,
  services: readonly string[],
  flags: ConfigFlags,
): Promise<Outcome<Text>> {
  const { runtime, request } = session;
  if (flags.explain !== undefined) return evaluateExplanation(session, flags.explain, flags);
  const form = printed(flags);
  const project = { ...request, leaveOut: leftOut(flags) };
  if (form === 'written' || form === 'variables') {
    const outcome = await writtenConfig(runtime, project);
    return outcome.kind === 'succeeded'
      ? { kind: 'succeeded', value: () => writtenText(outcome.value, form, flags) }
      : outcome;
  }
  const named =
    form === 'hash' && flags.hash !== undefined && flags.hash !== '*' ? flags.hash.split(',') : services;
  const pins = form === 'model' && (flags.resolveImageDigests === true || flags.lockImageDigests === true);
  const outcome = await config(runtime, { project, services: named, ...(pins && { images: 'pinned' }) });
  return outcome.kind === 'succeeded'
    ? { kind: 'succeeded', value: () => configText(outcome.value, form, flags) }
    : outcome;
}

async function evaluateExplanation(
  { runtime, request, color }: Evaluating,
  path: string,
  { format }: ConfigFlags,
): Promise<Outcome<Text>> {
  const outcome = await explainValue(runtime, { project: request, path });
  if (outcome.kind !== 'succeeded') return outcome;
  const text = () =>
    format === 'json'
      ? explanationJson(outcome.value)
      : explanationText(outcome.value, { color, cwd: runtime.workingDir });
  return { kind: 'succeeded', value: () => `${text()}\n` };
}

/** For editors and CI: an array on standard output, empty when all is well. The exit code is that of the check. */
async function printDiagnostics(
  session: Session,
  services: readonly string[],
  flags: ConfigFlags,
): Promise<number> {
  const diagnostics: Diagnostic[] = [];
  const runtime: Session['runtime'] = {
    ...session.runtime,
    emit: (event) => {
      if (event.type === 'diagnostic') diagnostics.push(event.diagnostic);
    },
  };
  const outcome = await evaluate({ ...session, runtime }, services, flags);
  session.print(`${JSON.stringify(diagnostics.map(diagnosticToJson), null, 2)}\n`);
  return session.exitCode(outcome);
}
