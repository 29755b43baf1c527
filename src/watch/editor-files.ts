/** What editors and tools make for a moment, or for themselves: the list of docker compose. */
const names: readonly RegExp[] = [
  // JetBrains
  /___jb_(old|tmp)___$/,
  /^\.idea$/,
  // Emacs
  /^\.#/,
  /^#.*#$/,
  // Vim
  /^4913$/,
  /~$/,
  /^\..*\.sw[opxn]$/,
  // Kate
  /^\..*\.kate-swp$/,
  // Go
  /-go-tmp-umask$/,
];

export const isOfAnEditor = (name: string): boolean => names.some((pattern) => pattern.test(name));
