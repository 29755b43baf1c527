import { explainService } from '../../app/explain-service.js';
import type { Action } from '../run-action.js';
import { serviceExplanationJson } from './service-explanation-json.js';
import { serviceExplanationText } from './service-explanation-text.js';

export interface ExplainFlags {
  readonly json?: boolean;
}

export const explainAction = (service: string, { json }: ExplainFlags): Action => ({
  run: async ({ runtime, request, print, color, exitCode }) => {
    const outcome = await explainService(runtime, { project: request, service });
    if (outcome.kind === 'succeeded')
      print(
        json === true
          ? serviceExplanationJson(outcome.value)
          : serviceExplanationText(outcome.value, { color, cwd: runtime.workingDir }),
      );
    return exitCode(outcome);
  },
});
