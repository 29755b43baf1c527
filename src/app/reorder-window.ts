import type { EmitEvent, StackEvent } from '../events/event.js';

export interface ReorderWindow {
  readonly emit: EmitEvent;
  /** Emits what is held back. */
  flush(): void;
}

/** How long a line waits for earlier ones of other containers, in milliseconds: nobody notices, and most have come by then. */
const windowMs = 30;

/**
 * Lines of several containers that are heard at almost the same time are told in the order in which they were written.
 * Everything else is told at once, after what came before it.
 */
export function reorderWindow(emit: EmitEvent): ReorderWindow {
  let held: (StackEvent & { readonly type: 'log' })[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const lines = held;
    held = [];
    // Sorting keeps the order of lines with the same time.
    lines.sort(({ line: one }, { line: other }) =>
      one.timestamp < other.timestamp ? -1 : one.timestamp > other.timestamp ? 1 : 0,
    );
    for (const line of lines) emit(line);
  };
  return {
    emit: (event) => {
      if (event.type !== 'log') {
        flush();
        emit(event);
        return;
      }
      held.push(event);
      timer ??= setTimeout(flush, windowMs);
    },
    flush,
  };
}
