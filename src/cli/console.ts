import type { Console } from '../app/console.js';

/** That of the process. */
export function processConsole({ stdin, stdout, stderr }: NodeJS.Process): Console {
  return {
    isTerminal: stdin.isTTY === true && stdout.isTTY === true,
    write: ({ stream, bytes }) => {
      const output = stream === 'stdout' ? stdout : stderr;
      return new Promise((resolve) => {
        // Also when nobody reads any more, and it never drains.
        if (output.write(bytes, () => resolve())) resolve();
      });
    },
    listen: (keys, { onBytes, onEnd }) => {
      const isRaw = keys === 'raw' && stdin.isTTY;
      const onData = (bytes: Buffer): void => {
        stdin.pause();
        void onBytes(bytes).then(() => {
          if (isListening) stdin.resume();
        });
      };
      let isListening = true;
      if (isRaw) stdin.setRawMode(true);
      stdin.on('data', onData);
      stdin.on('end', onEnd);
      // What cannot be read, for example because it was closed, has nothing to say.
      stdin.on('error', onEnd);
      return () => {
        isListening = false;
        stdin.off('data', onData);
        stdin.off('end', onEnd);
        stdin.pause();
        if (isRaw) stdin.setRawMode(false);
      };
    },
    size: () => (stdout.isTTY ? { columns: stdout.columns, rows: stdout.rows } : undefined),
    onResize: (listener) => {
      stdout.on('resize', listener);
      return () => {
        stdout.off('resize', listener);
      };
    },
  };
}
