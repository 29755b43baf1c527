import { createInterface } from 'node:readline';

/** Asks on standard error, so that what is printed stays data. No answer at all is a no. */
export function askYesOrNo(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    const answer = (text: string): void => {
      resolve(/^\s*y(es)?\s*$/i.test(text));
      lines.close();
    };
    lines.question(`${question} [yN] `, answer);
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    lines.once('close', () => resolve(false));
  });
}
