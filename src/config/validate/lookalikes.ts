/** Whether a text has characters that cannot be seen, or that look like a space and are none to YAML. */
export function hasLookalike(text: string): boolean {
  return /\u00a0|\u3000|\u200b|\u200c|\u200d|\ufeff/.test(text);
}
