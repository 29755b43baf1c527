import { loadProject } from '../../src/config/load-project.js';
import { codes } from '../../src/diagnostics/codes.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { type ErrorExample, errorExamples, type ProjectFiles } from './error-examples.js';
import { projectInMemory } from './project-in-memory.js';

interface Section {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
}

const folder = '/project';

/** The text of docs/errors.md. Throws when an example does not show the mistake that it stands for, or keeps it when mended. */
export async function errorsPage(): Promise<string> {
  const sections: readonly Section[] = Object.entries(codes).map(([code, entry]) => ({ code, ...entry }));
  const texts = await Promise.all(sections.map(renderSection));
  return `# Errors and warnings

Every diagnostic has one of these codes in brackets. Codes are stable: scripts and editors may match on them.
Made by \`npm run docs\` from \`src/diagnostics/codes.ts\` and \`scripts/docs/error-examples.ts\`.

${texts.join('\n')}`;
}

async function renderSection({ code, title, explanation }: Section): Promise<string> {
  const examples = new Map(Object.entries(errorExamples)).get(code) ?? [];
  const rendered = await Promise.all(examples.map((example) => renderExample(code, example)));
  return `## ${code}\n\n${title}.\n\n${explanation}\n${rendered.map((text) => `\n${text}`).join('')}`;
}

async function renderExample(code: string, { broken, mended }: ErrorExample): Promise<string> {
  const shown = (await diagnose(broken)).find((diagnostic) => diagnostic.code === code);
  if (shown === undefined) throw new Error(`the example of ${code} does not show it`);
  const [left] = await diagnose(mended);
  if (left) throw new Error(`the mended example of ${code} has a mistake: ${left.message}`);
  const rendered = renderDiagnostic(shown, { color: false, cwd: folder });
  return `${renderFiles(broken)}\n\`\`\`text\n${rendered.trimEnd()}\n\`\`\`\n\nMended:\n\n${renderFiles(mended)}`;
}

async function diagnose(project: string | ProjectFiles): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await loadProject(
    { files: [], workingDir: folder, envFiles: [], profiles: [], environment: {} },
    projectInMemory(folder, filesOf(project)),
  );
  return diagnostics;
}

function filesOf(project: string | ProjectFiles): ProjectFiles {
  return typeof project === 'string' ? { 'compose.yaml': project } : project;
}

function renderFiles(project: string | ProjectFiles): string {
  return Object.entries(filesOf(project))
    .map(([path, text]) => {
      const caption = typeof project === 'string' ? '' : `\`${path}\`\n\n`;
      return `${caption}\`\`\`${path.endsWith('.env') ? 'sh' : 'yaml'}\n${text}\`\`\`\n`;
    })
    .join('\n');
}
