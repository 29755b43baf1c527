import { Command, Option } from 'commander';
import { version } from '../platform/version.js';
import { commandWord } from './command-word.js';
import { addAttach } from './commands/attach.js';
import { addChangeContainers } from './commands/change-containers.js';
import { addCompletion } from './commands/completion.js';
import { addConfig } from './commands/config.js';
import { addCopy } from './commands/copy.js';
import { addCreate, addScale } from './commands/create.js';
import { addDoctor } from './commands/doctor.js';
import { addDown } from './commands/down.js';
import { addExec } from './commands/exec.js';
import { addExplain } from './commands/explain.js';
import { addGc } from './commands/gc.js';
import { addGraph } from './commands/graph.js';
import { addImagesCommands } from './commands/images-commands.js';
import { addLists } from './commands/lists.js';
import { addLive } from './commands/live.js';
import { addLogs } from './commands/logs.js';
import { addPlan } from './commands/plan.js';
import { addPs } from './commands/ps.js';
import { addRun } from './commands/run.js';
import { addTest } from './commands/test.js';
import { addUp } from './commands/up.js';
import { addVersion } from './commands/version.js';
import { addWait } from './commands/wait.js';
import { addWatch } from './commands/watch.js';
import { exitCode } from './exit-codes.js';
import { addGlobalOptions, copyOfFolder, isolatedOption } from './global-options.js';
import type { RunAction } from './run-action.js';

const dryRun = '--dry-run';

/** Whose help has it; elsewhere it is the one before the command. */
const isolatedHere: ReadonlySet<string> = new Set(['up', 'plan', 'ports', 'down']);

/** Headings of the help. */
const group = {
  changes: 'Run the project:',
  programs: 'Programs and files in containers:',
  views: 'See what there is:',
  images: 'Images:',
  tools: 'Files and tools:',
} as const;

interface Definition {
  readonly group: string;
  readonly names: readonly string[];
  readonly add: (program: Command, run: RunAction) => void;
}

/** In the order of the help. */
const definitions: readonly Definition[] = [
  { group: group.changes, names: ['up'], add: addUp },
  { group: group.changes, names: ['plan'], add: addPlan },
  { group: group.changes, names: ['down'], add: addDown },
  { group: group.changes, names: ['watch'], add: addWatch },
  { group: group.images, names: ['build', 'pull', 'push'], add: addImagesCommands },
  { group: group.changes, names: ['create'], add: addCreate },
  { group: group.changes, names: ['scale'], add: addScale },
  {
    group: group.changes,
    names: ['start', 'stop', 'restart', 'kill', 'pause', 'unpause', 'rm'],
    add: addChangeContainers,
  },
  { group: group.programs, names: ['exec'], add: addExec },
  { group: group.programs, names: ['run'], add: addRun },
  { group: group.programs, names: ['test'], add: addTest },
  { group: group.programs, names: ['attach'], add: addAttach },
  { group: group.programs, names: ['cp', 'export', 'commit'], add: addCopy },
  { group: group.views, names: ['ps'], add: addPs },
  { group: group.views, names: ['logs'], add: addLogs },
  { group: group.views, names: ['images', 'ls', 'port', 'ports', 'top', 'volumes'], add: addLists },
  { group: group.views, names: ['events', 'stats'], add: addLive },
  { group: group.changes, names: ['wait'], add: addWait },
  { group: group.tools, names: ['doctor'], add: addDoctor },
  { group: group.tools, names: ['gc'], add: addGc },
  { group: group.views, names: ['explain'], add: addExplain },
  { group: group.views, names: ['graph'], add: addGraph },
  { group: group.tools, names: ['config', 'convert'], add: addConfig },
  // What completes a line by the definitions has another name, so that it sees all of them.
  { group: group.tools, names: ['completion'], add: addCompletion },
  { group: group.tools, names: ['version'], add: (program) => addVersion(program) },
];

/**
 * The command line as a definition: names, flags and help, and which action each command runs.
 *
 * @param words that are going to be parsed: only the command that they name is defined, because the others would take
 *   longer than that one. Absent: all, as where no command is named.
 */
export function createProgram(run: RunAction, words?: readonly string[]): Command {
  const program = new Command('stack');
  program
    .description('Run multi-container projects from a compose file.')
    .version(`stack version ${version}`, '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .commandsGroup(group.tools)
    // `-f` before the command is a file, after `logs` it is --follow.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Examples:
  stack up -d --wait                start the project of this folder, until it is ready
  stack plan                        what would change, and why
  stack logs -f                     follow what it says
  stack down                        stop and remove it

stack COMMAND --help says more about a command.`,
    );
  addGlobalOptions(program);
  const named = words === undefined ? undefined : commandWord(words, program);
  const asked = definitions.filter(({ names }) => named !== undefined && names.includes(named));
  for (const { group: heading, add } of asked.length > 0 ? asked : definitions) {
    const before = program.commands.length;
    add(program, run);
    for (const command of program.commands.slice(before)) command.helpGroup(heading);
  }
  // docker compose takes it after every command, also where there is nothing to be left undone.
  for (const command of program.commands.filter(
    (each) => !each.options.some(({ long }) => long === dryRun),
  )) {
    command.addOption(new Option(dryRun).hideHelp());
    command.on('option:dry-run', () => program.setOptionValue('dryRun', true));
  }
  for (const command of program.commands) {
    const option = isolatedOption();
    command.addOption(isolatedHere.has(command.name()) ? option : option.hideHelp());
    command.on('option:isolated', (name: string | null) =>
      program.setOptionValue('isolated', name ?? copyOfFolder),
    );
  }
  // Commander ends with 1 for a wrong command line; 1 is for what went wrong while working.
  for (const command of [program, ...program.commands.flatMap((command) => [command, ...command.commands])]) {
    command.exitOverride((error) => {
      throw Object.assign(error, { exitCode: error.exitCode === 0 ? exitCode.ok : exitCode.usage });
    });
  }
  return program;
}
