import type { ColorChoice } from './style.js';

export type ReportMode = 'tty' | 'plain' | 'json' | 'quiet';

export interface ModeRequest {
  readonly progress: 'auto' | ReportMode;
  readonly ansi: 'auto' | 'never' | 'always';
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ModeChoice {
  readonly mode: ReportMode;
  readonly color: ColorChoice;
}

/**
 * How to report. `--ansi` is about every escape sequence, those that move the cursor too; `NO_COLOR`
 * (https://no-color.org) only about colours.
 */
export function chooseMode(request: ModeRequest): ModeChoice {
  return {
    mode: modeOf(request),
    color: {
      stdout: hasColor(request, request.stdoutIsTerminal),
      stderr: hasColor(request, request.stderrIsTerminal),
    },
  };
}

function modeOf({ progress, ansi, stderrIsTerminal, environment }: ModeRequest): ReportMode {
  if (progress !== 'auto' && progress !== 'tty') return progress;
  if (ansi === 'never') return 'plain';
  if (progress === 'tty') return 'tty';
  return stderrIsTerminal && environment['TERM'] !== 'dumb' ? 'tty' : 'plain';
}

function hasColor({ ansi, environment }: ModeRequest, isTerminal: boolean): boolean {
  if (ansi !== 'auto') return ansi === 'always';
  const refused = environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '';
  return isTerminal && !refused && environment['TERM'] !== 'dumb';
}
