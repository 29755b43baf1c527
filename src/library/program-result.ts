import type { Console } from '../app/console.js';

/** How a program ended, and what it said. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A console that nobody sits at: what is said is kept. */
export function captured(): { readonly console: Console; text(stream: 'stdout' | 'stderr'): string } {
  const said: Record<'stdout' | 'stderr', Uint8Array[]> = { stdout: [], stderr: [] };
  return {
    text: (stream) => Buffer.concat(said[stream]).toString(),
    console: {
      isTerminal: false,
      write: async ({ stream, bytes }) => {
        said[stream].push(Uint8Array.from(bytes));
      },
      listen: () => () => undefined,
      size: () => undefined,
      onResize: () => () => undefined,
    },
  };
}
