import type { Conversation, ConversationOptions } from '../engine/engine.js';
import type { Console } from './console.js';
import { defaultDetachKeys, detachSequence, KeyWatch } from './detach-keys.js';

/** Whether the program has no more to say, or was left alone by the keys for that. */
export type ConversationEnd = 'over' | 'left';

/** Brings a program and a console together until one of them has had enough. Leaves the console as it was. */
export async function converse(
  conversation: Conversation,
  console: Console,
  { stdin, tty, detachKeys = defaultDetachKeys }: ConversationOptions,
): Promise<ConversationEnd> {
  const keys = new KeyWatch(detachSequence(detachKeys) ?? []);
  const tellSize = (): void => {
    const size = console.size();
    // A program that has just ended has no terminal any more.
    if (size !== undefined) conversation.resize(size).catch(() => undefined);
  };
  const endings: (() => void)[] = [];
  if (tty) {
    tellSize();
    endings.push(console.onResize(tellSize));
  }
  if (stdin) {
    const onBytes = (bytes: Uint8Array): Promise<void> => {
      if (tty) keys.feed(bytes);
      return conversation.write(bytes);
    };
    endings.push(console.listen(tty ? 'raw' : 'lines', { onBytes, onEnd: () => conversation.end() }));
  }
  try {
    for await (const frame of conversation.output) await console.write(frame);
  } finally {
    for (const end of endings) end();
    conversation.close();
  }
  return keys.seen ? 'left' : 'over';
}
