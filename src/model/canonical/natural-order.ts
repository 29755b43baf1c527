/**
 * The order of keys in docker compose's YAML: letters come after everything else, unless digits went before, and
 * digits count as the number that they spell (`a2` before `a10`).
 */
export function naturalOrder(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const shared = Math.min(a.length, b.length);
  const differs = a.findIndex((character, index) => index >= shared || character !== b[index]);
  if (differs < 0 || differs >= shared) return a.length - b.length;
  const [own = '', other = ''] = [a[differs], b[differs]];
  if (isLetter(own) && isLetter(other)) return codeOf(own) - codeOf(other);
  if (isLetter(own) || isLetter(other)) {
    const afterDigits = isDigit(a[differs - 1]);
    return isLetter(own) === afterDigits ? -1 : 1;
  }
  return compareNumbers(a, b, differs) || codeOf(own) - codeOf(other);
}

/** By value, then by length, of the digits from where two keys part; zero where neither has any. */
function compareNumbers(a: readonly string[], b: readonly string[], from: number): number {
  const own = digitsFrom(a, from);
  const other = digitsFrom(b, from);
  // A zero in the middle of a number makes it ten times as large, one at its start nothing.
  const lead = (a[from] === '0' || b[from] === '0') && continuesNumber(a, from) ? '1' : '';
  const difference = BigInt(`${lead}${own}` || 0) - BigInt(`${lead}${other}` || 0);
  return difference === 0n ? own.length - other.length : difference < 0n ? -1 : 1;
}

function digitsFrom(characters: readonly string[], from: number): string {
  let end = from;
  while (isDigit(characters[end])) end++;
  return characters.slice(from, end).join('');
}

function continuesNumber(characters: readonly string[], from: number): boolean {
  for (let index = from - 1; isDigit(characters[index]); index--) if (characters[index] !== '0') return true;
  return false;
}

const isLetter = (character: string): boolean => /\p{L}/u.test(character);
const isDigit = (character: string | undefined): boolean =>
  character !== undefined && /[0-9]/.test(character);
const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
