/** As much of a writable stream as reporters use, so that a test can stand in for the terminal. */
export interface Output {
  /** Gives false when the reader on the other side is behind. */
  write(text: string): boolean;
  /** Of the terminal, in cells; absent when it is not one. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}
