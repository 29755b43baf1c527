import type { ReadStream } from 'node:tty';

export interface Keys {
  /** What is done when a key is pressed. */
  on(key: string, act: () => void): void;
  /** Gives the terminal back as it was. */
  release(): void;
}

/** Nobody can press a key. */
export const noKeys: Keys = { on: () => {}, release: () => {} };

/** What a terminal sends instead of a signal while single keys are read. */
const signals: Readonly<Record<string, NodeJS.Signals>> = { '\u0003': 'SIGINT', '\u001c': 'SIGQUIT' };
const suspend = '\u001a';

/** Reads single keys from a terminal. Those that stand for signals become signals again. */
export function listenForKeys(terminal: ReadStream): Keys {
  const acts = new Map<string, () => void>();
  const onData = (data: Buffer): void => {
    for (const key of data.toString('latin1')) {
      const signal = signals[key];
      if (signal !== undefined) process.kill(process.pid, signal);
      else if (key === suspend) pause();
      else acts.get(key)?.();
    }
  };
  const resume = (): void => {
    terminal.setRawMode(true);
  };
  // The shell is to find its terminal as it left it.
  const pause = (): void => {
    terminal.setRawMode(false);
    process.once('SIGCONT', resume);
    process.kill(process.pid, 'SIGTSTP');
  };
  terminal.setRawMode(true);
  terminal.on('data', onData);
  terminal.resume();
  return {
    on: (key, act) => {
      acts.set(key, act);
    },
    release: () => {
      terminal.off('data', onData);
      process.off('SIGCONT', resume);
      terminal.setRawMode(false);
      terminal.pause();
    },
  };
}
