import { type Diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.js';
import { renderTable } from '../table.js';
import { parseTemplate, type Template } from './parse-template.js';
import { renderTemplate, type TemplateRow } from './render-template.js';
import { TemplateError } from './template-error.js';
import { templateFunctions } from './template-functions.js';

/** How a list is shown, as `--format` says it. */
export type ListFormat = { readonly kind: 'table' | 'json' } | TemplateFormat;

export interface TemplateFormat {
  readonly kind: 'table template' | 'template';
  readonly template: Template;
}

/** The ways to show a list of one kind of thing. */
export interface ListView<Item> {
  readonly table: (items: readonly Item[]) => string;
  readonly json: (items: readonly Item[]) => string;
  /** What templates see, with the names that docker compose has for it. */
  readonly row: (item: Item) => TemplateRow;
  /** Of columns, by field, where they are not the name of the field in capitals. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Throws a `DiagnosticError` for a template that asks for what there is not. */
export function formatList<Item>(items: readonly Item[], format: ListFormat, view: ListView<Item>): string {
  return 'template' in format
    ? formatByTemplate(format, items.map(view.row), view.headers ?? {})
    : view[format.kind](items);
}

/** Throws a `DiagnosticError` for a template that is not one. */
export function listFormat(text: string): ListFormat {
  if (text === 'table' || text === 'json' || text === '') return { kind: text === '' ? 'table' : text };
  const columns = /^table\s+(.*)$/s.exec(text)?.[1];
  return explained(() => ({
    kind: columns === undefined ? 'template' : 'table template',
    // The shell leaves them as two characters.
    template: parseTemplate((columns ?? text).replaceAll('\\t', '\t').replaceAll('\\n', '\n')),
  }));
}

/** Each row as the template says, on a line of its own. */
function formatByTemplate(
  { kind, template }: TemplateFormat,
  rows: readonly TemplateRow[],
  headers: Readonly<Record<string, string>>,
): string {
  return explained(() => {
    const lines = rows.map((row) => renderTemplate(template, row));
    if (kind === 'template') return lines.map((line) => `${line}\n`).join('');
    const [header = '', ...cells] = [
      renderTemplate(template, headersAsRow(headers), inHeaders),
      ...lines,
    ].map((line) => line.split('\t'));
    return renderTable([...header], cells, { emptyEnd: 'filled' });
  });
}

/** In a header every field is its own name, whatever is done with it below. */
const headersAsRow = (headers: Readonly<Record<string, string>>): TemplateRow =>
  new Proxy(
    {},
    {
      getOwnPropertyDescriptor: (_, name) => ({
        configurable: true,
        enumerable: true,
        value: headerOf(headers, String(name)),
      }),
      get: (_, name) => headerOf(headers, String(name)),
    },
  );

/** The column of one label is called as the label is. */
const headerOf = (headers: Readonly<Record<string, string>>, name: string): unknown =>
  name === 'Label' ? (key: unknown) => key : (headers[name] ?? name.toUpperCase());

const first = (value: unknown): unknown => value;
const inHeaders = {
  ...templateFunctions,
  json: first,
  join: first,
  split: first,
  title: first,
  truncate: first,
  lower: first,
};

function explained<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new DiagnosticError([problem(error)]);
  }
}

const problem = ({ message, part }: TemplateError): Diagnostic => ({
  code: 'invalid-option',
  severity: 'error',
  message: `template parsing error: ${message} (${part})`,
  help: 'write `table`, `json` or a Go template, for example `{{.Name}}`',
});
