import { attachContainer } from '../../app/attach-container.js';
import { processConsole } from '../console.js';
import type { Action } from '../run-action.js';

export interface AttachFlags {
  readonly detachKeys?: string;
  readonly index?: number;
  readonly stdin: boolean;
  readonly sigProxy?: boolean;
}

export const attachAction = (service: string, flags: AttachFlags): Action => ({
  hasNoDryRun: true,
  run: async ({ runtime, request: project, signals, exitCode }) => {
    const { index, detachKeys, stdin, sigProxy = true } = flags;
    const outcome = await attachContainer(runtime, {
      project,
      service,
      ...(index === undefined ? {} : { index }),
      console: processConsole(process),
      stdin,
      ...(detachKeys === undefined ? {} : { detachKeys }),
      ...(sigProxy ? { signals } : {}),
    });
    return outcome.kind === 'succeeded' ? outcome.value.exitCode : exitCode(outcome);
  },
});
