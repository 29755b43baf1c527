import { doctor } from '../../app/doctor/doctor.js';
import type { Finding } from '../../app/doctor/finding.js';
import { nodeHost } from '../../platform/host.js';
import { lines } from '../../report/lines.js';
import { painter, type Style } from '../../report/style.js';
import { exitCode as codes } from '../exit-codes.js';
import type { Action } from '../run-action.js';

export interface DoctorFlags {
  readonly json?: boolean;
}

export const doctorAction = ({ json }: DoctorFlags): Action => ({
  run: async ({ runtime, print, color, exitCode }) => {
    const outcome = await doctor(runtime, nodeHost);
    if (outcome.kind !== 'succeeded') return exitCode(outcome);
    print(
      json === true
        ? `${JSON.stringify({ schema: 1, findings: outcome.value }, null, 2)}\n`
        : text(outcome.value, color),
    );
    return outcome.value.some(({ verdict }) => verdict === 'problem') ? codes.failure : codes.ok;
  },
});

const looks: Readonly<Record<Finding['verdict'], { readonly mark: string; readonly style: Style }>> = {
  fine: { mark: '✔', style: 'green' },
  warning: { mark: '!', style: 'yellow' },
  problem: { mark: '✘', style: 'red' },
};

function text(findings: readonly Finding[], color: boolean): string {
  const paint = painter(color);
  return lines(
    findings.flatMap(({ verdict, message, help }) => [
      `${paint(looks[verdict].style, looks[verdict].mark)} ${message}`,
      ...(help === undefined ? [] : [`    ${paint('dim', help)}`]),
    ]),
  );
}
