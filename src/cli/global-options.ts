import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ProjectRequest } from '../app/runtime.js';
import { enginePlaces, type Places } from '../execute/places.js';

export interface GlobalOptions {
  readonly file?: readonly string[];
  readonly projectName?: string;
  readonly isolated?: string;
  readonly projectDirectory?: string;
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  readonly progress: 'auto' | 'tty' | 'plain' | 'json' | 'quiet';
  readonly allResources?: boolean;
  readonly compatibility?: boolean;
  /** The same as the progress `quiet`. */
  readonly quiet?: boolean;
  /** Show what a command would do, and do nothing. */
  readonly dryRun?: boolean;
  /** `false`: the old `--no-ansi`. */
  readonly ansi: 'auto' | 'never' | 'always' | false;
  /** An old name of the project directory. */
  readonly workdir?: string;
  /** Absent: as many as the engine takes. */
  readonly parallel?: number;
  readonly buildJobs?: number;
}

export function addGlobalOptions(program: Command): void {
  program
    .option('-f, --file <path>', 'compose file; may be repeated, later ones override earlier ones', append)
    .option('-p, --project-name <name>', 'project name')
    .addOption(isolatedOption().env('STACK_ISOLATED'))
    .option(
      '--project-directory <path>',
      'folder that relative paths count from (default: that of the first file)',
    )
    .option('--env-file <path>', 'environment file in the place of .env; may be repeated', append)
    .option('--profile <name>', 'enable a profile; may be repeated', append)
    .option('--all-resources', 'networks and volumes that no service uses, too')
    .option('--compatibility', 'names as docker-compose 1 made them: project_service_1')
    .addOption(
      new Option('--progress <mode>', 'how progress is shown')
        .choices(['auto', 'tty', 'plain', 'json', 'quiet'])
        .default('auto')
        .env('COMPOSE_PROGRESS'),
    )
    .addOption(new Option('--verbose', 'accepted for compatibility: without effect').hideHelp())
    .addOption(new Option('--workdir <path>', 'an old name of --project-directory').hideHelp())
    .option('--quiet', 'errors only')
    .option('--dry-run', 'show what a command would change, and change nothing')
    .addOption(
      new Option('--ansi <when>', 'use of colours and cursor movement')
        .choices(['auto', 'never', 'always'])
        .default('auto')
        .env('COMPOSE_ANSI'),
    )
    .addOption(new Option('--no-ansi', 'an old name of --ansi never').hideHelp())
    .addOption(
      new Option('--parallel <number>', 'operations at the same time; -1: no limit')
        .argParser(parallelLimit)
        .env('COMPOSE_PARALLEL_LIMIT'),
    )
    .addOption(
      new Option(
        '--build-jobs <number>',
        'builds at the same time; without it the builder decides',
      ).argParser((text) => positiveNumber(text, 'It must be 1 or more.')),
    );
}

/** What stands for a copy without a name. */
export const copyOfFolder = '.';

/** Taken before a command and after it. */
export const isolatedOption = (): Option =>
  new Option(
    '--isolated [name]',
    'a copy that runs beside others, with names and ports of its own; without a name, one for each folder',
  ).preset(copyOfFolder);

export const projectRequest = (options: GlobalOptions): ProjectRequest => ({
  files: options.file ?? [],
  envFiles: options.envFile ?? [],
  profiles: options.profile ?? [],
  ...(options.projectName === undefined ? {} : { projectName: options.projectName }),
  // An empty variable asks for nothing.
  ...(options.isolated ? { isolated: options.isolated } : {}),
  ...(options.allResources === undefined ? {} : { allResources: options.allResources }),
  ...(options.compatibility === undefined ? {} : { compatibility: options.compatibility }),
  ...projectDirectoryOf(options),
});

const projectDirectoryOf = ({ projectDirectory, workdir }: GlobalOptions) => {
  const folder = projectDirectory ?? workdir;
  return folder === undefined ? {} : { projectDirectory: folder };
};

/** A number that is asked for is kept to; without one, the engine is given what it does best with. */
export const placesOf = ({ parallel, buildJobs }: GlobalOptions): Places => ({
  ...(parallel === undefined
    ? enginePlaces
    : { count: parallel === -1 ? Number.POSITIVE_INFINITY : parallel, heldMs: Number.POSITIVE_INFINITY }),
  ...(buildJobs === undefined ? {} : { builds: buildJobs }),
});

export const append = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
];

/** For options that count something; commander adds which option it was. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(text);
}

/** Of commands that change a project. */
export const lockTimeout = (): Option =>
  new Option('--lock-timeout <seconds>', 'how long to wait while another command changes the project')
    .argParser(wholeNumber)
    .default(600);

/** Of commands that need one image or another. */
export const pullOption = (): Option =>
  new Option('--pull <when>', 'in the place of `pull_policy`').choices([
    'always',
    'missing',
    'never',
    'policy',
  ]);

/** Of commands that stop containers. */
export const stopTimeout = (): Option =>
  new Option('-t, --timeout <seconds>', 'time to stop before a container is killed').argParser(wholeNumber);

function parallelLimit(text: string): number {
  return text === '-1' ? -1 : positiveNumber(text, 'It must be 1 or more, or -1 for no limit.');
}

function positiveNumber(text: string, otherwise: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(otherwise);
  return Number(text);
}
