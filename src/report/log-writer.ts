import type { LogLine } from '../engine/engine.js';
import type { AttachedContainer } from '../events/event.js';
import type { Output } from './output.js';
import { ServiceColors } from './service-colors.js';
import { type ColorChoice, painter } from './style.js';

export interface LogWriterOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly color: ColorChoice;
  readonly format: 'text' | 'json';
  /** The engine's time before each line. */
  readonly timestamps: boolean;
  /** The container's name before each line. */
  readonly prefix: boolean;
}

type Prefixes = Readonly<Record<LogLine['stream'], Map<AttachedContainer, string>>>;

/**
 * Writes what containers say: their stdout to stdout, their stderr to stderr. Their text is never altered,
 * escape sequences included; a line end is all that is added to it.
 */
export class LogWriter {
  private readonly colors = new ServiceColors();
  private nameLength = 0;
  private prefixes: Prefixes = { stdout: new Map(), stderr: new Map() };

  constructor(private readonly options: LogWriterOptions) {}

  /** Names whose logs are to come, so that the lines align from the first on. */
  announce(containers: readonly AttachedContainer[]): void {
    for (const container of containers) {
      const { length } = logName(container);
      if (length > this.nameLength) {
        this.nameLength = length;
        this.prefixes = { stdout: new Map(), stderr: new Map() };
      }
      this.colors.of(container.service);
    }
  }

  /** Gives false when the reader is behind, as streams do. */
  write(container: AttachedContainer, line: LogLine): boolean {
    if (this.options.format === 'json') return this.options.stdout.write(logJson(container, line));
    const time = this.options.timestamps ? `${line.timestamp} ` : '';
    return this.options[line.stream].write(`${this.prefixOf(container, line.stream)}${time}${line.text}\n`);
  }

  /** Found out once for all lines of a container, unless a longer name comes. */
  private prefixOf(container: AttachedContainer, stream: LogLine['stream']): string {
    if (!this.options.prefix) return '';
    const known = this.prefixes[stream].get(container);
    if (known !== undefined) return known;
    this.announce([container]);
    const paint = painter(this.options.color[stream]);
    const name = logName(container).padEnd(this.nameLength + 1);
    const prefix = `${paint(this.colors.of(container.service), `${name} |`)} `;
    this.prefixes[stream].set(container, prefix);
    return prefix;
  }
}

const logJson = ({ service, number }: AttachedContainer, { timestamp, stream, text }: LogLine): string =>
  `${JSON.stringify({ ts: timestamp, service, replica: number, stream, line: text })}\n`;

/** Without the project's name, which is the same for all; a name that the files chose stays whole. */
export function logName({ name, service, number }: AttachedContainer): string {
  const short = ['-', '_']
    .map((separator) => ({ separator, text: `${service}${separator}${number}` }))
    .find(({ separator, text }) => name === text || name.endsWith(`${separator}${text}`));
  return short?.text ?? name;
}
