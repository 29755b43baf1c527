import { loadProject } from '../../src/config/load-project.js';
import { codes } from '../../src/diagnostics/codes.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { FileAccessError, type TextFiles } from '../../src/platform/file-system.js';
import { errorExamples } from './error-examples.js';

interface Section {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
}

/** The text of docs/errors.md. Throws when an example does not show the mistake that it stands for. */
export async function errorsPage(): Promise<string> {
  const sections: readonly Section[] = Object.entries(codes).map(([code, entry]) => ({ code, ...entry }));
  const texts = await Promise.all(sections.map(renderSection));
  return `# Errors and warnings

Every diagnostic has one of these codes in brackets. Codes are stable: scripts and editors may match on them.
Made by \`npm run docs\` from \`src/diagnostics/codes.ts\`.

${texts.join('\n')}`;
}

async function renderSection({ code, title, explanation }: Section): Promise<string> {
  const example = await renderExample(code);
  return `## ${code}\n\n${title}.\n\n${explanation}\n${example === undefined ? '' : `\n${example}`}`;
}

async function renderExample(code: string): Promise<string | undefined> {
  const file = new Map<string, string>(Object.entries(errorExamples)).get(code);
  if (file === undefined) return undefined;
  const { diagnostics } = await loadProject(
    { files: [], workingDir: '/project', envFiles: [], profiles: [], environment: {} },
    onlyFile('/project/compose.yaml', file),
  );
  const shown = diagnostics.find((diagnostic) => diagnostic.code === code);
  if (shown === undefined) throw new Error(`the example of ${code} does not show it`);
  const rendered = renderDiagnostic(shown, { color: false, cwd: '/project' });
  return `\`\`\`yaml\n${file}\`\`\`\n\n\`\`\`text\n${rendered.trimEnd()}\n\`\`\`\n`;
}

function onlyFile(path: string, text: string): TextFiles {
  return {
    readText: async (asked) => {
      if (asked === path) return text;
      throw new FileAccessError('it does not exist', 'not-found');
    },
    kindOf: async (asked) => (asked === path ? 'file' : undefined),
    realPath: async (asked) => asked,
    readStdin: async () => '',
  };
}
