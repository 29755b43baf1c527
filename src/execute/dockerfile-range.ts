import type { SourceRange } from '../diagnostics/source.js';
import type { DockerfileLines } from '../engine/engine.js';

/** Lines of a Dockerfile as a place that can be shown, without the blanks around them. */
export function dockerfileRange({ file, text, first, last }: DockerfileLines): SourceRange {
  const lines = text.split('\n');
  const offsetOf = (line: number): number =>
    lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
  const start = offsetOf(first) + (/^\s*/.exec(lines[first - 1] ?? '')?.[0].length ?? 0);
  const end = offsetOf(last) + (lines[last - 1] ?? '').trimEnd().length;
  return { source: { path: file, text }, start, end: Math.max(start, end) };
}
