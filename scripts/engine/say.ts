/** Tells the person who waits what is being done. One line, without a line end. */
export type Say = (line: string) => void;

export const sayOnStderr: Say = (line) => {
  process.stderr.write(`[engine] ${line}\n`);
};
