const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  brightGreen: [92, 39],
  brightYellow: [93, 39],
  brightBlue: [94, 39],
  brightMagenta: [95, 39],
  brightCyan: [96, 39],
} as const satisfies Record<string, readonly [number, number]>;

export type Style = keyof typeof codes;

export type Paint = (style: Style, text: string) => string;

/** Which of the two streams take colours: one may be a terminal while the other goes to a file. */
export interface ColorChoice {
  readonly stdout: boolean;
  readonly stderr: boolean;
}

export function painter(color: boolean): Paint {
  if (!color) return (_style, text) => text;
  return (style, text) => `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m`;
}
