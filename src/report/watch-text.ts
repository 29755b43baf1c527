import { shownPath } from '../diagnostics/shown-path.js';
import type { SyncReason, WatchNews } from '../events/watch-news.js';
import { counted } from '../model/counted.js';
import { renderPlan } from './render-plan.js';
import { painter } from './style.js';
import { formatBytes, formatDuration } from './units.js';

interface WatchTextOptions {
  readonly color: boolean;
  /** Paths are shown relative to it. */
  readonly cwd: string;
}

/** What a watch did, in one line; without a line end. */
export function watchText(news: WatchNews, { color, cwd }: WatchTextOptions): string {
  const paint = painter(color);
  const named = (services: readonly string[], text: string): string =>
    `${paint('cyan', services.join(', '))}  ${text}`;
  const because = (paths: readonly string[]): string =>
    paths.length === 0 ? '' : `: ${paint('dim', listed(paths.map((path) => shownPath(path, cwd))))}`;
  switch (news.kind) {
    case 'enabled':
      return `Watch enabled: ${news.services.join(', ')} ${paint('dim', `(${counted(news.folders, 'folder')})`)}`;
    case 'synced': {
      const did = [
        ...(news.written > 0 ? [`synced ${counted(news.written, 'file')} (${formatBytes(news.bytes)})`] : []),
        ...(news.removed > 0 ? [`removed ${news.removed}`] : []),
      ];
      const what = did.length === 0 ? 'synced folders' : did.join(', ');
      const few = news.written + news.removed <= shownPaths ? because(news.paths) : '';
      return named([news.service], `${what} in ${shortDuration(news.durationMs)}${reasons[news.why]}${few}`);
    }
    case 'executed': {
      const end = news.exitCode === 0 ? 'done' : paint('red', `exited with status ${news.exitCode}`);
      return named([news.service], `command ${end} in ${shortDuration(news.durationMs)} (${news.container})`);
    }
    case 'restarted':
      return `service(s) ${JSON.stringify(news.services)} restarted in ${shortDuration(news.durationMs)}${because(news.paths)}`;
    case 'rebuilding':
      return named(news.services, `rebuilding${news.again ? ' once more' : ''}${because(news.paths)}`);
    case 'rebuilt': {
      const time = shortDuration(news.durationMs);
      const did = news.replaced ? `rebuilt and replaced in ${time}` : `rebuilt to the same image in ${time}`;
      return named(news.services, `${did}${because(news.paths)}`);
    }
    case 'not-rebuilt':
      return named(news.services, paint('yellow', 'not replaced: what ran goes on'));
    case 'files-changed':
      return `The project has changed${because(news.paths)}`;
    case 'planned':
      return `${renderPlan(news.plan, { color, verbose: false })}Nothing was changed: \`stack up\` does it.`;
    case 'paused':
      return 'Watch paused: what changes meanwhile is acted on when it goes on.';
    case 'resumed':
      return 'Watch goes on.';
    case 'engine-away':
      return paint('yellow', 'The engine went away: waiting for it.');
    case 'engine-back':
      return 'The engine is back.';
    default:
      return news satisfies never;
  }
}

const shownPaths = 3;

const reasons: Readonly<Record<SyncReason, string>> = {
  changed: '',
  differed: ' that were different',
  'new-container': ' into a new container',
};

const listed = (paths: readonly string[]): string =>
  paths.length <= shownPaths
    ? paths.join(', ')
    : `${paths.slice(0, shownPaths).join(', ')} and ${paths.length - shownPaths} more`;

const shortDuration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : formatDuration(milliseconds);
