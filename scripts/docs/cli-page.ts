import { type Command, Help } from 'commander';
import { createProgram } from '../../src/cli/program.js';

/** The text of docs/cli.md: what each command says about itself. */
export function cliPage(): string {
  const program = createProgram(async () => {});
  const commands = program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help');
  const sections = commands.flatMap((command) => [
    section(command),
    ...new Help().visibleCommands(command).map(section),
  ]);
  return `# The command line

What \`stack COMMAND --help\` says. Made by \`npm run docs\` from the definitions of the commands. Exit codes are on [a page of their own](exit-codes.md).

${commands.map((command) => `- [\`${command.name()}\`](#stack-${command.name()}): ${command.description()}`).join('\n')}

## stack

${fenced(helpOf(program))}

${sections.join('\n')}`;
}

function section(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) names.unshift(each.name());
  return `## ${names.join(' ')}\n\n${fenced(helpOf(command))}\n`;
}

const fenced = (text: string): string => ['```text', text.trimEnd(), '```'].join('\n');

/** As it is printed, examples included, at a width that does not depend on a terminal. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text;
}
