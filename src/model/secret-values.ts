import { createHmac } from 'node:crypto';

/** What is shown in place of a value that looks secret. */
export const hidden = '(hidden)';

/** Rather one too many: a value that is hidden for nothing costs less than a secret that is shown. */
const secretName =
  /pass(word|wd|phrase)|(^|[_.-])pass($|[_.-])|pwd|secret|token|credential|private|key|(^|[_.-])auth($|[_.-])/i;

/** Whether a value of that name (of a variable, a label, an option) is likely to be a secret. */
export const looksSecret = (name: string): boolean => secretName.test(name);

const credentialsInUrl = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+@/gi;
const secretAssignment =
  /(--?[\w-]*(?:password|passwd|secret|token|api-?key)[\w-]*[= ]|\b\w*(?:password|passwd|secret|token|api_?key)\w*=)([^\s,;&]+)/gi;

/** A text with the passwords in it made unreadable: those in URLs, after flags and in assignments. */
export function maskText(text: string): string {
  return text.replace(credentialsInUrl, `$1${hidden}@`).replace(secretAssignment, `$1${hidden}`);
}

/**
 * Stands for a secret value where only its change matters. Keyed with the place of the value, so that equal
 * secrets in different places cannot be told to be equal; short, so that it says little about the value.
 */
export function fingerprint(place: string, value: string): string {
  return `#${createHmac('sha256', `stack.applied:${place}`).update(value).digest('hex').slice(0, 12)}`;
}
