import type { Output } from './output.js';

export interface BatchedOutputs {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Writes what is left. */
  flush(): void;
}

/** Characters that are worth a write of their own. */
const largeBatch = 64 * 1024;

/**
 * Writes what comes at once at once: a write for each of many lines takes longer than everything else that is done
 * for them. What is meant for the two outputs stays in its order.
 *
 * @param later runs a function when what goes on now is done
 */
export function batchOutputs(
  outputs: { readonly stdout: Output; readonly stderr: Output },
  later: (run: () => void) => void,
): BatchedOutputs {
  let waiting = '';
  let target: Output = outputs.stdout;
  let isReady = true;
  let isScheduled = false;
  const flush = (): void => {
    isScheduled = false;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    isReady = target.write(text);
  };
  const batched = (output: Output): Output => ({
    write: (text) => {
      if (output !== target) {
        flush();
        target = output;
      }
      waiting += text;
      if (waiting.length >= largeBatch) flush();
      else if (!isScheduled) {
        isScheduled = true;
        later(flush);
      }
      return isReady;
    },
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
  });
  return { stdout: batched(outputs.stdout), stderr: batched(outputs.stderr), flush };
}
