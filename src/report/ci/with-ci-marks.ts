import type { Reporter, ReporterOptions } from '../reporter.js';
import type { CiMarks } from './ci-marks.js';

/**
 * A reporter whose lines are folded by phase, or by plan where there are no phases, and whose diagnostics are shown at
 * their lines.
 */
export function withCiMarks(
  reporter: Reporter,
  marks: CiMarks,
  { stderr }: Pick<ReporterOptions, 'stderr'>,
): Reporter {
  let isInPhase = false;
  let isOpen = false;
  const say = (text: string): void => {
    if (text !== '') stderr.write(text);
  };
  const open = (title: string): void => {
    isOpen = true;
    say(marks.open(title));
  };
  const close = (): void => {
    if (isOpen) say(marks.close());
    isOpen = false;
  };
  return {
    handle: (event) => {
      if (event.type === 'phase-started') {
        isInPhase = true;
        // What the program says is what people look for: it is not folded away.
        if (event.phase !== 'test') open(titles[event.phase]);
      }
      if (event.type === 'plan-started' && !isInPhase && event.plan.nodes.length > 0)
        open(`stack ${event.plan.command} (${event.plan.project})`);
      if (event.type === 'diagnostic') say(marks.annotate(event.diagnostic));
      reporter.handle(event);
      if (event.type === 'plan-finished' && !isInPhase) close();
      if (event.type === 'phase-finished') {
        isInPhase = false;
        close();
      }
    },
    close: async () => {
      close();
      await reporter.close();
    },
  };
}

const titles = {
  'set up': 'Set up',
  collect: 'Collect artifacts',
  'tear down': 'Tear down',
} as const;
