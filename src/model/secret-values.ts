import { createHmac } from 'node:crypto';

/** What is shown in place of a value that looks secret. */
export const hidden = '(hidden)';

/** Rather one too many: a value that is hidden for nothing costs less than a secret that is shown. */
const secretName =
  /pass(word|wd|phrase)|(^|[_.-])pass($|[_.-])|pwd|secret|token|credential|private|key|(^|[_.-])auth($|[_.-])/i;

/** Whether a value of that name (of a variable, a label, an option) is likely to be a secret. */
export const looksSecret = (name: string): boolean => secretName.test(name);

const word = '(?:password|passwd|passphrase|requirepass|secret|token|credential|pwd|key(?![a-z]))';
/** Of a name around such a word. Bounded, as all below is, so that a long text costs no more than its length. */
const part = String.raw`[\w.-]{0,60}`;
/** In quotes, or up to what usually ends a value: a blank, `&`, `;`, or a comma before the next name. */
const value = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s&;,"']|,(?!\s?[\w-]{1,60}=))+)`;

/** What is matched between the first group and the second one, if there is one, is hidden. */
const secretParts: readonly RegExp[] = [
  // The password in a URL goes up to the last `@`, as it may hold one. `http://host:80/@x` has none.
  /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"']{0,200}:)(?!\d{1,5}\/)[^\s"']{1,2000}(@)/gi,
  // A token as the user.
  /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s:/@"']{16,2000}(@)/gi,
  // Without a scheme, as drivers of databases take it; a digest of an image is none.
  /((?:^|[\s="'])[\w.-]{1,200}:)[^\s/@"']{1,500}(@(?!sha\d+:)[\w.(-])/gi,
  new RegExp(String.raw`(--?${part}${word}${part}(?:=|\s{1,9})|${part}${word}${part}=)${value}`, 'gi'),
  // JSON, also where it stands in a text of JSON, and YAML.
  new RegExp(String.raw`("${part}${word}${part}"\s{0,9}:\s{0,9}")(?:[^"\\]|\\.)*(")`, 'gi'),
  new RegExp(String.raw`(\\"${part}${word}${part}\\"\s{0,9}:\s{0,9}\\")(?:[^"\\]|\\[^"])*(\\")`, 'gi'),
  new RegExp(String.raw`(${part}${word}${part}:\s{1,9})${value}`, 'gi'),
  /(\bauthorization\s?[:=]\s?["']?(?:\w{1,60}\s)?)[^\s"']+/gi,
  /(\bbearer\s)[^\s"']+/gi,
  // Options of programs that many health checks call.
  /(\b(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|sshpass)\b[^|;&]{0,200}?\s-p\s?)[^\s|;&]+/g,
  /(\bredis-cli\b[^|;&]{0,200}?\s-a\s)[^\s|;&]+/g,
  /(\brequirepass\s)\S+/g,
  /(\bcurl\b[^|;&]{0,200}?\s(?:-u|--user)[\s=]["']?[^\s:"']{0,200}:)[^\s"']+/g,
  // Keys and tokens that are known by their form.
  /()-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*/g,
  /(\b)(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|sk_live_|AKIA|ASIA)[A-Za-z0-9_-]{10,}/g,
  /(\b)eyJ[\w-]{8,2000}\.[\w-]{8,2000}\.[\w-]+/g,
];

/** Most texts have nothing of what these patterns look for. */
const mayHoldSecret =
  /@|pass|secret|token|credential|pwd|key|auth|bearer|-[pa]|curl|-----|gh[pousr]_|github_|glpat|xox|sk[-_]|AKIA|ASIA|eyJ/i;

/** A text with the secrets in it made unreadable: in URLs, after flags, in assignments, in JSON, and known forms. */
export function maskText(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  return secretParts.reduce(
    (masked, pattern) =>
      masked.replace(
        pattern,
        (_all, before: string, after?: unknown) =>
          `${before}${hidden}${typeof after === 'string' ? after : ''}`,
      ),
    text,
  );
}

/**
 * Stands for a secret value where only its change matters. Keyed with the place of the value, so that equal
 * secrets in different places cannot be told to be equal; short, so that it says little about the value.
 */
export function fingerprint(place: string, value: string): string {
  return `#${createHmac('sha256', `stack.applied:${place}`).update(value).digest('hex').slice(0, 12)}`;
}
