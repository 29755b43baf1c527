import { Listr, type ListrTask } from 'listr2';
import type { ProgressBoard, Row } from '../progress-board.js';
import { FrameRenderer } from './frame-renderer.js';

export interface View {
  /** To be told of every change of a row. */
  update(row: Row): void;
  /** Ends the view: nothing is drawn any more once this returns. Doing it again does nothing. */
  stop(): void;
}

/**
 * Shows a board as a task list of listr2. The tasks do nothing but wait for their row to be over; listr2 neither
 * listens for signals nor ends the process, both of which are the caller's.
 *
 * @param draw called for every frame with the picture of the moment for what is under way
 */
export function startListrView(board: ProgressBoard, draw: (spinner: string) => void): View {
  const ends = new Map<Row, () => void>();
  const tasks = board.rows.map((row): ListrTask => {
    const over = new Promise<void>((resolve) => {
      if (row.nodesLeft === 0) resolve();
      else ends.set(row, resolve);
    });
    return {
      title: row.subject.name,
      task: async () => {
        await over;
        if (row.phase === 'failed') throw new Error(row.status);
      },
    };
  });
  // A replacement may be undone after all nodes are over, so the list lasts as long as the plan.
  const stopped = new AbortController();
  const planOver = new Promise<void>((resolve) => {
    stopped.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const list = new Listr([...tasks, { task: () => planOver }], {
    concurrent: true,
    exitOnError: false,
    registerSignalListeners: false,
    renderer: FrameRenderer,
    rendererOptions: { draw, signal: stopped.signal },
  });
  void list.run();
  return {
    update: (row) => {
      if (row.nodesLeft === 0) ends.get(row)?.();
    },
    stop: () => {
      for (const end of ends.values()) end();
      stopped.abort();
    },
  };
}
