import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { jsonPlace } from '../../diagnostics/json-place.js';
import type { CiSystem } from './ci-system.js';

/** What a CI system is told between the lines, each with its line end; empty: nothing. */
export interface CiMarks {
  /** Lines from here to `close` can be folded away. */
  open(title: string): string;
  close(): string;
  /** Shows a mistake where it is written. */
  annotate(diagnostic: Diagnostic): string;
}

/**
 * @param workspace absolute; files are named relative to it
 * @param now milliseconds since the epoch
 */
export function ciMarks(system: CiSystem, workspace: string, now: () => number): CiMarks {
  return system === 'github' ? githubMarks(workspace) : gitlabMarks(now);
}

/** GitHub's workflow commands, https://docs.github.com/actions/reference/workflow-commands-for-github-actions. */
function githubMarks(workspace: string): CiMarks {
  return {
    open: (title) => `::group::${escapedData(title)}\n`,
    close: () => '::endgroup::\n',
    annotate: ({ severity, code, message, at, help }) => {
      if (severity === 'note') return '';
      const place = at === undefined ? undefined : jsonPlace(at);
      const properties = {
        ...(place !== undefined && {
          file: relative(workspace, place.file).split(sep).join('/'),
          line: place.line,
          col: place.column,
        }),
        title: code,
      };
      const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(value)}`);
      const text = help === undefined ? message : `${message}\n${help}`;
      return `::${severity} ${written.join(',')}::${escapedData(text)}\n`;
    },
  };
}

/** Sections of GitLab's job logs, https://docs.gitlab.com/ci/jobs/job_logs/. They have no place for mistakes. */
function gitlabMarks(now: () => number): CiMarks {
  let number = 0;
  let name = '';
  const seconds = () => Math.floor(now() / 1000);
  return {
    open: (title) => {
      number += 1;
      name = `stack_${number}`;
      return `\u001b[0Ksection_start:${seconds()}:${name}[collapsed=true]\r\u001b[0K${title}\n`;
    },
    close: () => `\u001b[0Ksection_end:${seconds()}:${name}\r\u001b[0K\n`,
    annotate: () => '',
  };
}

const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (value: string | number): string =>
  escapedData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
