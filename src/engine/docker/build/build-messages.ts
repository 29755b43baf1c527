import { isRecord, textAt } from '../json-value.js';
import { decodeBuildkitStatus } from './buildkit-status.js';
import { BuildkitTranscript } from './buildkit-transcript.js';

/** Makes of the messages of either builder lines of output. */
export class BuildMessages {
  readonly #transcript = new BuildkitTranscript();

  *linesOf(message: unknown): Generator<string> {
    const text = textAt(message, 'stream');
    // The classic builder ends each message with a line end, and sends some that are nothing else.
    if (text !== undefined) yield* text.split('\n').filter((line) => line.trim() !== '');
    if (isRecord(message) && message['id'] === 'moby.buildkit.trace') {
      const trace = Buffer.from(textAt(message, 'aux') ?? '', 'base64');
      yield* this.#transcript.linesOf(decodeBuildkitStatus(trace));
    }
  }

  /** What the builder says when it gives up. */
  refusalIn(message: unknown): string | undefined {
    return textAt(message, 'errorDetail', 'message') ?? textAt(message, 'error');
  }
}
