import { expect, it } from 'vitest';
import type { Console, ConsoleListener } from '../../src/app/console.js';
import { converse } from '../../src/app/converse.js';
import { detachSequence, KeyWatch } from '../../src/app/detach-keys.js';
import type { Conversation, OutputFrame, TerminalSize } from '../../src/engine/engine.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A console at which nobody sits, and which remembers what happens at it. */
function fakeConsole() {
  const log: string[] = [];
  let listener: ConsoleListener | undefined;
  let resized: () => void = () => {};
  let size = { columns: 80, rows: 24 };
  const console: Console = {
    isTerminal: true,
    write: async ({ stream, bytes: written }) => {
      log.push(`${stream} ${new TextDecoder().decode(written)}`);
    },
    listen: (keys, given) => {
      listener = given;
      log.push(`listens ${keys}`);
      return () => log.push('listens no more');
    },
    size: () => size,
    onResize: (given) => {
      resized = given;
      return () => log.push('watches the size no more');
    },
  };
  return {
    console,
    log,
    type: (text: string) => listener?.onBytes(bytes(text)),
    end: () => listener?.onEnd(),
    resize: (next: TerminalSize) => {
      size = next;
      resized();
    },
  };
}

/** A program that says back what it is told, and ends when it reads the end. */
function echoing(log: string[]): Conversation {
  const frames: OutputFrame[] = [];
  let wake: () => void = () => {};
  let isOver = false;
  return {
    output: {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const frame = frames.shift();
          if (frame !== undefined) yield frame;
          else if (isOver) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      },
    },
    write: async (written) => {
      frames.push({ stream: 'stdout', bytes: written });
      wake();
    },
    end: () => {
      isOver = true;
      wake();
    },
    resize: async ({ columns, rows }) => {
      log.push(`size ${columns}x${rows}`);
    },
    close: () => log.push('closed'),
  };
}

it('brings what is typed to the program and what it says back, until it has ended', async () => {
  const { console, log, type, end, resize } = fakeConsole();
  const over = converse(echoing(log), console, { stdin: true, tty: true });
  resize({ columns: 100, rows: 30 });
  await type('hello');
  end();
  expect(await over).toBe('over');
  expect(log).toEqual([
    'size 80x24',
    'listens raw',
    'size 100x30',
    'stdout hello',
    'watches the size no more',
    'listens no more',
    'closed',
  ]);
});

it('tells the end of a program from the keys to leave it', async () => {
  const { console, log, type, end } = fakeConsole();
  const over = converse(echoing(log), console, { stdin: true, tty: true, detachKeys: 'ctrl-x,q' });
  await type('\u0018');
  await type('q');
  end();
  expect(await over).toBe('left');
});

it('knows keys as the engine writes them, and finds them in whatever pieces they come', () => {
  expect(detachSequence('ctrl-p,ctrl-q')).toEqual([16, 17]);
  expect(detachSequence('ctrl-@,ctrl-_,a')).toEqual([0, 31, 97]);
  expect(detachSequence('ctrl-1')).toBeUndefined();
  const pressed = (...pieces: number[][]): boolean => {
    const keys = new KeyWatch([16, 17]);
    for (const piece of pieces) keys.feed(new Uint8Array(piece));
    return keys.seen;
  };
  expect(pressed([1, 16], [17, 2])).toBe(true);
  expect(pressed([16, 16, 17])).toBe(true);
  expect(pressed([16, 1, 17])).toBe(false);
});
