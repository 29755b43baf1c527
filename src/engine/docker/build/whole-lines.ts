/** Output comes in pieces of any size, which may end within a line and within a letter. */
export class WholeLines {
  #unfinished: Buffer = Buffer.alloc(0);

  /** The lines that are whole with this piece. */
  after(bytes: Buffer): readonly string[] {
    const all = Buffer.concat([this.#unfinished, bytes]);
    const end = all.lastIndexOf('\n') + 1;
    this.#unfinished = all.subarray(end);
    if (end === 0) return [];
    return all
      .subarray(0, end - 1)
      .toString('utf8')
      .split(/\r?\n/);
  }

  /** What has no line end, when nothing more comes. */
  rest(): readonly string[] {
    const rest = this.#unfinished.toString('utf8');
    this.#unfinished = Buffer.alloc(0);
    return rest === '' ? [] : [rest];
  }
}
